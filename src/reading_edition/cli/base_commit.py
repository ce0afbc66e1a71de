"""The edition as it was: what git keeps of a commit, laid out in a folder so that it can be built."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

_MAIN = ("origin/main", "main", "origin/master", "master")  # where a change begins, unless it is said
_CODE = "hooks"  # what reads both editions is the code of the change


class BaseError(RuntimeError):
    """There is nothing to compare with; the message says why, and what would help."""


def base_of(folder: Path, since: str = "") -> str:
    """The commit with which the files of a folder are to be compared.

    That is the one that ``since`` names, or else the last that the branch shares with main.
    """
    if _git(folder, "rev-parse", "--is-inside-work-tree") is None:
        raise BaseError("this folder is not kept in git, so there is nothing to compare with")
    if since:
        commit = _commit(folder, since)
        if commit is None:
            raise BaseError(
                f"git knows no commit '{since}' here; name one, or fetch it: git fetch --unshallow"
            )
        return commit
    for name in _MAIN:
        if _commit(folder, name) and (shared := _git(folder, "merge-base", "HEAD", name)):
            return shared
    raise BaseError("no branch main is known here; say what to compare with: --since COMMIT")


def _commit(folder: Path, name: str) -> str | None:
    return _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def lay_out(folder: Path, commit: str, target: Path) -> None:
    """Puts the files of a folder, as they were at a commit, into another; the code is that of today."""
    result = _run(folder, "archive", "--format=tar", commit)
    if result.returncode:
        raise BaseError(f"git cannot read {commit[:12]}: {result.stderr.decode(errors='replace').strip()}")
    try:
        with tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
            archive.extractall(target, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise BaseError(f"the files of {commit[:12]} cannot be laid out: {error}") from error
    if (folder / _CODE).is_dir():
        shutil.rmtree(target / _CODE, ignore_errors=True)
        shutil.copytree(folder / _CODE, target / _CODE, ignore=shutil.ignore_patterns("__pycache__"))


def changed_files(folder: Path, commit: str) -> list[str]:
    """The files of a folder that differ from a commit's, and those that git does not know yet."""
    changed = _git(folder, "diff", "--name-only", "--relative", "-z", commit, "--", ".") or ""
    unknown = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or ""
    return sorted({name for name in f"{changed}\0{unknown}".split("\0") if name})


def _git(folder: Path, *arguments: str) -> str | None:
    result = _run(folder, *arguments)
    return result.stdout.decode(errors="replace").strip() if result.returncode == 0 else None


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise BaseError("git is not installed, so there is nothing to compare with")
    return subprocess.run([git, *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603
