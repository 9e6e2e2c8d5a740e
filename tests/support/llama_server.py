"""Serves a GGUF file over the OpenAI-compatible protocol with llama.cpp, until its standard input is closed."""

import sys

import xllamacpp

CONTEXT_TOKENS = 4096


def main(model: str) -> None:
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    # With more threads than free cores they wait for each other and it takes ten times as long.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
