"""What two connections read at the same time is what one would read after the other."""

from datetime import date
from types import SimpleNamespace

import pytest
from psycopg import DatabaseError, OperationalError

from adapters.postgres.pool import SharedConnections
from adapters.web.beside import beside
from adapters.web.reads import Point


def backend(connection):
    return connection.execute("SELECT pg_backend_pid()").fetchone()[0]


@pytest.fixture
def pool(office):
    """Two connections, both open."""
    with SharedConnections(office.reading.conninfo, 2, {}) as pool:
        with pool.connection(), pool.connection():
            pass
        yield pool


@pytest.fixture
def point(pool):
    with pool.connection() as connection:
        yield Point(connection, -1, None, date(2024, 1, 1))


@pytest.fixture
def parts(pool):
    return SimpleNamespace(spare=pool.spare)


def test_a_connection_to_spare_reads_beside_the_block_each_time(parts, point):
    for _ in range(3):
        with beside(parts, point, backend) as found:
            assert found() != backend(point.connection)


def test_without_a_connection_to_spare_the_own_one_reads(parts, point):
    with parts.spare() as last, beside(parts, point, backend) as found:
        assert last is not None
        assert found() == backend(point.connection)


def test_what_goes_wrong_beside_is_raised_where_it_is_waited_for(parts, point):
    def broken(connection):
        return connection.execute("SELECT 1 / 0")

    with beside(parts, point, broken) as found, pytest.raises(DatabaseError):
        found()
    with beside(parts, point, backend) as found:
        assert found() != backend(point.connection)


def test_where_one_connection_was_lost_the_other_idle_ones_are_not_tried(office):
    with SharedConnections(office.reading.conninfo, 3, {}) as pool, pool.connection() as own:
        with pool.connection() as one, pool.connection() as other:
            lost = [backend(one), backend(other)]
        own.execute("SELECT pg_terminate_backend(pid, 10000) FROM unnest(%s) AS pid", [lost])
        with pytest.raises(OperationalError), pool.spare() as spare:
            backend(spare)

        with pool.connection() as fresh:
            assert backend(fresh) not in lost
