"""What each table node costs, beside pandas, polars and DuckDB by hand."""
