"""The shipped case, and an invented world whose true values are known."""
