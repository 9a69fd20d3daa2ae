"""What eats memory fails alone."""

import subprocess
import sys

CODE = """
from crawler.fetch.memory import MemoryLimit
MemoryLimit(256).set()
try:
    page = bytearray(600 << 20)
except MemoryError:
    print("refused")
print(len(bytearray(8 << 20)))
"""


def test_a_page_that_eats_memory_fails_and_the_rest_goes_on() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused", str(8 << 20)]
