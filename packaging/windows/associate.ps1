# Let .knode and .knodez open with the packed program, for this user only. `associate.ps1 -Remove` takes it back.
param([switch]$Remove)
$ErrorActionPreference = "Stop"
$program = Join-Path (Split-Path $PSScriptRoot -Parent) "knode-desktop.exe"
$classes = "HKCU:\Software\Classes"
$kinds = @{ ".knode" = @("knode.workflow", "knode workflow"); ".knodez" = @("knode.bundle", "knode bundle") }
foreach ($extension in $kinds.Keys) {
    $id, $name = $kinds[$extension]
    if ($Remove) {
        Remove-Item -Recurse -Force -ErrorAction SilentlyContinue "$classes\$extension", "$classes\$id"
        continue
    }
    if (-not (Test-Path $program)) { throw "There is no program at $program." }
    New-Item -Force "$classes\$id\shell\open\command" | Out-Null
    Set-Item "$classes\$id" $name
    Set-Item "$classes\$id\shell\open\command" "`"$program`" app `"%1`""
    New-Item -Force "$classes\$extension" | Out-Null
    Set-Item "$classes\$extension" $id
}
