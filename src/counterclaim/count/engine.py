"""Where an expression runs: DuckDB in this process, or Spark where a case outgrows one machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from counterclaim.case.snapshots import readable
from counterclaim.errors import CaseError, MissingExtra


class Engine(Protocol):
    """Reads Parquet as Ibis tables and runs expressions over them."""

    def table(self, file: Path, name: str) -> Any:
        """The file as an Ibis table."""

    def rows(self, expression: Any) -> list[Mapping[str, Any]]:
        """The small result of an expression."""

    def arrow(self, expression: Any) -> Any:
        """The result of an expression as an Arrow table."""


class DuckDB:
    """The embedded default: one connection per object, nothing written."""

    def __init__(self) -> None:
        import ibis

        self._connection = ibis.duckdb.connect()

    def table(self, file: Path, name: str) -> Any:
        """The file as an Ibis table."""
        return self._connection.read_parquet(readable(file), table_name=name)

    def rows(self, expression: Any) -> list[Mapping[str, Any]]:
        """The result as rows."""
        return list(self.arrow(expression).to_pylist())

    def arrow(self, expression: Any) -> Any:
        """The result as an Arrow table; not by way of pandas, whose import takes a while."""
        import ibis

        statement = str(ibis.to_sql(expression, dialect="duckdb"))
        found = self._connection.con.sql(statement).to_arrow_table()
        return found.cast(expression.schema().to_pyarrow())


class Spark:
    """A Spark session, local or at a master such as ``spark://host:7077``."""

    def __init__(self, master: str = "local[*]") -> None:
        import ibis

        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise MissingExtra(
                "counting on Spark needs an extra part",
                remedy="pip install 'counterclaim[spark]' (and a Java runtime, 17 or later)",
            ) from None
        builder = SparkSession.builder.master(master).appName("counterclaim")
        self.session = (
            builder.config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate()
        )
        self._connection = ibis.pyspark.connect(self.session)

    def table(self, file: Path, name: str) -> Any:
        """The file as an Ibis table."""
        return self._connection.read_parquet(str(readable(file)), table_name=name)

    def rows(self, expression: Any) -> list[Mapping[str, Any]]:
        """The result as rows."""
        return list(self.arrow(expression).to_pylist())

    def arrow(self, expression: Any) -> Any:
        """The result as an Arrow table."""
        return self._connection.to_pyarrow(expression)


def engine(name: str = "duckdb") -> Engine:
    """The engine that a user names: ``duckdb``, ``spark`` or ``spark=MASTER``."""
    kind, _, master = name.partition("=")
    if kind == "duckdb":
        return DuckDB()
    if kind == "spark":
        return Spark(master or "local[*]")
    raise CaseError("no such engine", seen=name, expected="duckdb, spark or spark=MASTER")
