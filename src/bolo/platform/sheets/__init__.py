"""Tables in files: workbooks read within limits, and tables written as CSV, XLSX and Parquet."""
