"""The same reading and merging on many machines: shards in, Parquet out, and a chronicle from that."""
