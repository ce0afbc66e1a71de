"""Find the commit before a change, and extract its files from git so that they can be built."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from reading_edition.cli import CommandError

_MAIN = ("origin/main", "main", "origin/master", "master")  # the branches to compare with, if no commit is named
_CODE = "hooks"  # both editions are built with the current hooks


class BaseError(CommandError):
    """The edition before a change cannot be compared; the message gives the reason and the fix."""


def base_of(folder: Path, since: str = "") -> str:
    """Return the commit that ``since`` names, or the last commit shared with main. Raise :class:`BaseError`."""
    if _git(folder, "rev-parse", "--is-inside-work-tree") is None:
        raise BaseError("this folder is not a git repository, so there is nothing to compare with")
    for name in [since] if since else _MAIN:
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        base = _git(folder, "merge-base", "HEAD", commit) if commit and not since else commit
        if base:
            return base
    if since:
        raise BaseError(f"git has no commit '{since}' here (name another, or run 'git fetch --unshallow')")
    raise BaseError("there is no branch main here (name what to compare with: --since COMMIT)")


def extract(folder: Path, commit: str, target: Path) -> None:
    """Extract a folder's files at a commit into ``target``, except the hooks, which are today's."""
    result = _run(folder, "archive", "--format=tar", commit)
    if result.returncode:
        raise BaseError(f"git cannot read {commit[:12]}: {result.stderr.decode(errors='replace').strip()}")
    try:
        with tarfile.open(fileobj=io.BytesIO(result.stdout)) as archive:
            if hasattr(tarfile, "data_filter"):
                archive.extractall(target, filter="data")
            elif any(member.issym() for member in archive):  # Python before 3.11.4 cannot check links
                raise tarfile.TarError("they contain a symbolic link")
            else:
                archive.extractall(target)  # noqa: S202 (git writes no other unsafe paths)
    except (tarfile.TarError, OSError) as error:
        raise BaseError(f"the files of {commit[:12]} cannot be extracted: {error}") from error
    if (folder / _CODE).is_dir():
        shutil.rmtree(target / _CODE, ignore_errors=True)
        shutil.copytree(folder / _CODE, target / _CODE, ignore=shutil.ignore_patterns("__pycache__"))


def text_in_base(file: Path) -> str:
    """Return a file's text at the commit where the branch left main, or an empty text if either is missing."""
    try:
        return _git(file.parent, "show", f"{base_of(file.parent)}:./{file.name}") or ""
    except BaseError:
        return ""


def changed_files(folder: Path, commit: str) -> list[str]:
    """Return the files of a folder that differ from a commit's, and those that git neither tracks nor ignores."""
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
