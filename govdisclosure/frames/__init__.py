"""Tables of many reports for other programs: Arrow, pandas, polars, Parquet, DuckDB, xlsx."""
