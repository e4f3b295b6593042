"""Học Vụ Số: the chat assistant of the movement «Bình dân học vụ số»."""

import os

# The matrices here are small: several threads would only wait for one another, each with memory of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
