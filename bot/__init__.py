"""Học Vụ Số: the chat assistant of the movement «Bình dân học vụ số»."""
