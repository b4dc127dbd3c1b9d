"""Whether Spark can run here: it needs Java, which pip does not install, and three hundred megabytes of its own."""

import os
import re
import subprocess
from importlib.util import find_spec

REQUIRED = "DRAGOMAN_REQUIRE_SPARK"
_OLDEST = 17


def has_spark() -> bool:
    """Tell whether the tests of Spark are to run; where it is required they run, and fail without it."""
    return bool(os.environ.get(REQUIRED)) or (find_spec("pyspark") is not None and find_java() >= _OLDEST)


def find_java() -> int:
    """Return the version of Java, 0 where there is none."""
    try:
        told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0
