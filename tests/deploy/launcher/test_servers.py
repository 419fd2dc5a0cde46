"""The two servers, really started, from a copy of the launcher."""

import json
import re
import signal
import stat
from pathlib import Path

import pytest

from deploy.launcher.messages import Refused
from deploy.launcher.ports import free_port
from deploy.launcher.servers import given_servers
from tests.deploy.launcher.checkout import Checkout, all_gone, command_of, descendants, finish, soon

FACTS = """
import json, os, sys
import psycopg, redis

def rows(url, sql):
    with psycopg.connect(os.environ[url]) as connection:
        return connection.execute(sql).fetchall()

def refused(url):
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return True
    return False

app, cache = os.environ["DATABASE_URL"], os.environ["REDIS_URL"]
try:
    redis.Redis.from_url("redis://" + cache.partition("@")[2]).ping()
except redis.AuthenticationError:
    open_cache = False
else:
    open_cache = True
print(json.dumps({
    "roles": rows("DATABASE_URL", "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolinherit, rolbypassrls"
                  " FROM pg_roles WHERE rolname LIKE 'cec_%' ORDER BY 1"),
    "owner": rows("DATABASE_OWNER_URL", "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"),
    "settings": dict(rows("DATABASE_URL", "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses',"
                     " 'password_encryption', 'max_locks_per_transaction', 'fsync')")),
    "lower": rows("DATABASE_URL", "SELECT lower('ÉCOLE')")[0][0],
    "creates": rows("DATABASE_URL", "SELECT has_database_privilege(current_database(), 'CREATE'),"
                    " has_schema_privilege('public', 'CREATE')")[0],
    "wrong_password": refused(app.replace(":" + app.split(":")[2].partition("@")[0], ":wrong")),
    "open_cache": open_cache, "cache": redis.Redis.from_url(cache).ping(),
    "apex": os.environ["APEX_HOST"], "settings_module": os.environ["DJANGO_SETTINGS_MODULE"],
    "arguments": sys.argv[1:],
}))
"""
WAIT = "import time\nprint('ready', flush=True)\ntime.sleep(300)\n"


def test_servers_are_secured_and_hold_their_data(private_checkout: Checkout) -> None:
    private_checkout.program("manage.py", FACTS)
    code, out, errors = private_checkout.ask("manage", "check", "--deploy")
    assert code == 0, errors
    facts = json.loads(out)
    assert facts["roles"] == [
        ["cec_app", False, False, False, False, False],
        ["cec_owner", False, True, True, True, False],
    ]
    assert facts["owner"] == [["cec_owner"]]
    assert facts["settings"] == {
        "fsync": "on",
        "listen_addresses": "127.0.0.1",
        "max_locks_per_transaction": "1024",
        "password_encryption": "scram-sha-256",
    }
    assert facts["lower"] == "école"
    assert facts["creates"] == [False, False]
    assert (facts["wrong_password"], facts["open_cache"], facts["cache"]) == (True, False, True)
    assert (facts["apex"], facts["settings_module"]) == ("localhost:8000", "deploy.settings.development")
    assert facts["arguments"] == ["check", "--deploy"]
    assert stat.S_IMODE((private_checkout.run_dir / "keys.json").stat().st_mode) == 0o600
    assert (private_checkout.home / "postgres-18").stat().st_uid != 0
    assert private_checkout.ask("manage")[0] == 0  # a second start, on the same data


def test_exit_code_is_the_command_s_own(open_checkout: Checkout) -> None:
    open_checkout.program("manage.py", "raise SystemExit(7)")
    assert open_checkout.ask("manage")[0] == 7
    assert not (open_checkout.run_dir / "running.json").exists()


def test_killed_outright_it_leaves_nothing_and_starts_again(private_checkout: Checkout) -> None:
    private_checkout.program("manage.py", WAIT)
    launcher = private_checkout.start("manage")
    assert launcher.stdout
    assert launcher.stdout.readline() == "ready\n"
    started = descendants(launcher.pid)
    commands = " ".join(map(command_of, started))
    assert "postgres -D" in commands
    assert "valkey-server" in commands
    assert "manage.py" in commands
    launcher.send_signal(signal.SIGKILL)
    finish(launcher)
    assert soon(all_gone(started)), [command_of(pid) for pid in started]
    private_checkout.program("manage.py", FACTS)
    assert private_checkout.ask("manage")[0] == 0


def test_passwords_are_on_no_command_line(open_checkout: Checkout) -> None:
    open_checkout.program("manage.py", WAIT)
    launcher = open_checkout.start("manage")
    assert launcher.stdout
    launcher.stdout.readline()
    secrets = json.loads((open_checkout.run_dir / "keys.json").read_text(encoding="utf-8")).values()
    commands = " ".join(map(command_of, descendants(launcher.pid)))
    finish(launcher)
    assert not any(secret in commands for secret in secrets)


def test_a_second_command_uses_the_servers_of_the_first(open_checkout: Checkout) -> None:
    open_checkout.program("manage.py", WAIT)
    first = open_checkout.start("manage")
    assert first.stdout
    first.stdout.readline()
    open_checkout.program("manage.py", "import os\nprint(os.environ['DATABASE_URL'])")
    _, second, _ = open_checkout.ask("manage")
    note = json.loads((open_checkout.run_dir / "running.json").read_text(encoding="utf-8"))
    code, _, errors = open_checkout.ask("demo", "--port", str(free_port()))
    finish(first)
    assert second.strip() == note["env"]["DATABASE_URL"]
    assert (code, f"(processus {first.pid})" in errors) == (2, True)
    assert not (open_checkout.run_dir / "running.json").exists()


def test_data_of_another_major_version_stop_the_command(open_checkout: Checkout) -> None:
    open_checkout.program("manage.py", "raise SystemExit(9)")
    (open_checkout.run_dir / "postgres-9").mkdir(parents=True)
    (open_checkout.run_dir / "postgres-9/PG_VERSION").write_text("9\n", encoding="ascii")
    code, _, errors = open_checkout.ask("manage")
    assert code == 2
    assert re.search(r"PostgreSQL …\s+Les données gardées dans .* par PostgreSQL 9, .*neuves : « mv [^\n]*$", errors)


def test_tests_get_servers_of_their_own_which_disappear(open_checkout: Checkout) -> None:
    open_checkout.program(
        "test_here.py",
        "import os, pathlib, psycopg\n\n"
        "def test_it():\n"
        "    assert os.environ['DJANGO_SETTINGS_MODULE'] == 'deploy.settings.test'\n"
        "    assert pathlib.Path(os.environ['RUN_DIR']).name.startswith('passing-')\n"
        "    with psycopg.connect(os.environ['DATABASE_OWNER_URL']) as connection:\n"
        "        assert connection.execute('SHOW fsync').fetchone() == ('off',)\n",
    )
    code, out, errors = open_checkout.ask("test", "-p", "no:django", "-p", "no:cacheprovider", "test_here.py")
    assert code == 0, out + errors
    assert out.strip().splitlines()[-1].strip("= ").startswith("1 passed")
    assert not list(open_checkout.run_dir.glob("passing-*"))
    assert not (open_checkout.run_dir / "keys.json").exists()
    assert open_checkout.ask("test", "-p", "no:django", "-p", "no:cacheprovider", "absent.py")[0] == 4


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_one_address_of_the_database_without_the_other_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="ensemble"):
        given_servers({name: "postgres://somewhere/citoyens"})


def test_servers_named_in_the_environment_are_used(open_checkout: Checkout) -> None:
    names = {"DATABASE_URL": "postgres://a/b", "DATABASE_OWNER_URL": "postgres://c/b", "REDIS_URL": "redis://d/0"}
    open_checkout.program("manage.py", f"import os\nprint(*(os.environ[name] for name in {list(names)}))")
    code, out, _ = open_checkout.ask("manage", **names)
    assert (code, out.split()) == (0, list(names.values()))
    assert not list(Path(open_checkout.home).glob("postgres-*"))
