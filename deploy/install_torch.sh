#!/bin/sh
# torch for the CPU: from a local wheel folder when pip is set up with one, else from the CPU index that uv knows. Never the CUDA build.
set -eu
uv=$1 python=$2
links=$("$python" -m pip config get global.find-links 2>/dev/null || true)
if [ -n "$links" ] && ls "$links"/torch-2.13.0*cp311*.whl >/dev/null 2>&1; then
  UV_NO_CONFIG=1 UV_FIND_LINKS="$links" "$uv" pip install --python "$python" --compile-bytecode --no-deps "torch==2.13.0"
else
  UV_NO_CONFIG=1 UV_TORCH_BACKEND=cpu "$uv" pip install --python "$python" --compile-bytecode --no-deps "torch==2.13.0"
fi
