"""The front line: registers where a fact is entered once. Peers; none imports another."""
