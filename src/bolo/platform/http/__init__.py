"""The only way out: `Fetcher` asks politely, safely and once, and keeps what may be kept.

`Fetcher` (`fetcher`), its `FetchConfig` and `Surroundings` (`config`), `MemoryCache`
(`cache`) and `PostgresCache` (`store`) are for others; the rest is for these.
"""
