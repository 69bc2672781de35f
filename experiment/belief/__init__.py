"""The equations of belief updating, once: vectorised, in percentage points, with numpy alone."""
