"""The canvas: a workflow drawn, hit, zoomed and looked at; what edits it stands in knode.app.edit."""
