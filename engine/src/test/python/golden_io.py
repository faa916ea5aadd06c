"""Writes small files with numpy and safetensors for the tests of dev.gradus.engine.io.

Run: python golden_io.py; needs numpy, torch and safetensors. `python golden_io.py check FOLDER` reads
what the Java test FilesForPython wrote into a folder and compares.
"""

import pathlib
import sys
import zipfile

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "resources" / "io"


def values(dtype):
    """Six numbers that every kind holds exactly, two for booleans."""
    if dtype == "b1":
        return np.array([[True, False, True], [False, False, True]])
    if dtype[0] == "u":
        return np.array([[0, 1, 2], [3, 100, 255]]).astype(dtype)
    return np.array([[0, 1, -2], [3, -100, 127]]).astype(dtype) * np.array(
        0.5 if dtype[0] == "f" else 1
    ).astype(dtype)


def tensors():
    kinds = {
        "F64": torch.float64,
        "F32": torch.float32,
        "F16": torch.float16,
        "BF16": torch.bfloat16,
        "I64": torch.int64,
        "I32": torch.int32,
        "I16": torch.int16,
        "I8": torch.int8,
    }
    base = torch.tensor([[0, 1, -2], [3, -100, 127]], dtype=torch.float64)
    made = {k: (base * 0.5 if k[0] in "FB" else base).to(t) for k, t in kinds.items()}
    for name, kind in (("U8", torch.uint8), ("U16", torch.uint16), ("U32", torch.uint32), ("U64", torch.uint64)):
        made[name] = torch.tensor([[0, 1, 2], [3, 100, 255]]).to(kind)
    made["BOOL"] = torch.tensor([[True, False, True], [False, False, True]])
    made["scalar"] = torch.tensor(2.5)
    made["empty"] = torch.zeros(0, 3)
    return made


def write():
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file(tensors(), FOLDER / "kinds.safetensors", metadata={"format": "pt", "Grüße": 'a "b"\n\\c'})
    save_file({}, FOLDER / "nothing.safetensors")
    arrays = {}
    for dtype in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"):
        array = values(dtype)
        arrays[dtype] = array
        np.save(FOLDER / f"{dtype}.npy", array)
        if array.itemsize > 1:
            np.save(FOLDER / f"{dtype}-big.npy", array.astype(array.dtype.newbyteorder(">")))
    cube = np.arange(24, dtype="f4").reshape(2, 3, 4)
    np.save(FOLDER / "fortran.npy", np.asfortranarray(cube))
    np.save(FOLDER / "fortran-big.npy", np.asfortranarray(cube.astype(">i2")))
    np.save(FOLDER / "scalar.npy", np.float32(2.5))
    np.save(FOLDER / "empty.npy", np.zeros((0, 3), "f4"))
    np.save(FOLDER / "vector.npy", np.arange(3, dtype="f8"))
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(FOLDER / f"version{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, cube, version=version)
    np.savez(FOLDER / "stored.npz", **arrays, cube=cube)
    np.savez_compressed(FOLDER / "packed.npz", **arrays, cube=cube)
    np.save(FOLDER / "text.npy", np.array(["a", "bc"]))
    np.save(FOLDER / "complex.npy", np.array([1j]))
    np.save(FOLDER / "fields.npy", np.zeros(2, dtype=[("a", "f4"), ("b", "i4")]))
    np.save(FOLDER / "objects.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    torch.manual_seed(3)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(2, 3, 3, padding=1), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(48, 5)
    )
    x = torch.randn(2, 2, 4, 4)
    state = {k.replace("0.", "conv.").replace("3.", "fc."): v.contiguous() for k, v in net.state_dict().items()}
    save_file({**state, "x": x, "y": net(x).detach()}, FOLDER / "torch.safetensors")


def check(folder):
    folder = pathlib.Path(folder)
    got = load_file(folder / "java.safetensors")
    for name, expected in tensors().items():
        if name in ("F16", "BF16", "I16", "I8", "U8", "U16", "U32", "U64", "BOOL"):
            continue
        assert got[name].dtype == expected.dtype and torch.equal(got[name], expected), name
    with safe_open(folder / "java.safetensors", "pt") as file:
        assert file.metadata() == {"format": "pt", "Grüße": 'a "b"\n\\c'}, file.metadata()
    again = load_file(folder / "again.safetensors")
    for name, expected in tensors().items():
        assert again[name].dtype == expected.dtype and torch.equal(again[name], expected), name
    cube = np.arange(24, dtype="f4").reshape(2, 3, 4)
    for name in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"):
        array = np.load(folder / f"{name}.npy")
        assert array.dtype == np.dtype(name) and np.array_equal(array, values(name)), name
        for file in ("stored.npz", "packed.npz"):
            array = np.load(folder / file)[name]
            assert array.dtype == np.dtype(name) and np.array_equal(array, values(name)), name
    assert np.array_equal(np.load(folder / "cube.npy"), cube)
    assert np.load(folder / "scalar.npy") == np.float32(2.5)
    for file in ("stored.npz", "packed.npz"):
        assert zipfile.ZipFile(folder / file).testzip() is None
    model = load_file(folder / "model.safetensors")
    print("model:", {k: tuple(v.shape) for k, v in model.items()})
    print("all equal")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "check":
        check(sys.argv[2])
    else:
        write()
