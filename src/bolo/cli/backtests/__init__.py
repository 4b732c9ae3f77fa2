"""`bolo backtest`, `backtests` and `paper`: rules walked over what was observed."""
