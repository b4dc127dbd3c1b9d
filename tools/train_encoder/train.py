"""Trains the layers above the frozen ones: ``python tools/train_encoder/train.py SHELVES OUT [options]``.

Matrices are multiplied in half precision (bfloat16). A run lasts a given time, for it shares its machine; one that was
stopped goes on from its last checkpoint. Several processes may train together (``--rank``, ``--of``): each reads the
lessons in an order of its own, and now and then all go on from the mean of their weights (local SGD, Stich 2019).
``OUT/best.pt`` has the weights with the best mean F1 on development splits of the corpora that may train.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from lessons import CORPORA
from network import LABELS, Encoder
from shelf import IGNORED, Shelf, same_length
from torch import Tensor, distributed

from dragoman.language.pieces import load_pieces

SAVED_EVERY = 240
JUDGED_EVERY = 500_000
MET_EVERY = 40
WARMED = 20_000
"""After how many pieces the learning rate is at its peak."""
FEWEST = 100
"""A corpus with fewer development lines is too small to choose by."""
WITHIN = 0.3
"""The weight of pieces inside a word, whose labels are read only where words are not set apart."""
OFFICES = [number for number, label in enumerate(LABELS) if label in ("O", "B-OFF", "I-OFF")]


def loss_of(scores: Tensor, labels: Tensor, begins: Tensor, titled: Tensor) -> Tensor:
    """Return the mean loss; where offices are not annotated "no name" may be an office as well."""
    chances = scores.log_softmax(-1)
    truth = chances.gather(-1, labels.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    either = chances[..., OFFICES].logsumexp(-1)
    truth = torch.where((labels == 0) & ~titled[:, None], either, truth)
    weights = torch.where(begins, 1.0, WITHIN) * (labels != IGNORED)
    return -(truth * weights).sum() / weights.sum()


def read_names(numbers: "np.ndarray") -> list[tuple[int, int, str]]:
    """Return the names in a row of labels: first piece, last piece and kind."""
    found: list[tuple[int, int, str]] = []
    for place, number in enumerate(numbers):
        label = LABELS[number] if number != IGNORED else "O"
        if label == "O":
            continue
        follows = found and found[-1][1] == place and found[-1][2] == label[2:]
        if follows and label[0] == "I":
            found[-1] = (found[-1][0], place + 1, label[2:])
        else:
            found.append((place, place + 1, label[2:]))
    return found


def judge(network: Encoder, shelf: Shelf) -> dict[str, float]:
    """Return F1 by kind, and of names of people, bodies and places together, on whole words."""
    counts: Counter[tuple[str, str]] = Counter()
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for numbers in same_length(shelf, np.random.default_rng(0), 1500):
            states, labels, begins, titled = shelf.batch(numbers)
            best = network.above(states, None).argmax(-1)
            for row in range(len(numbers)):
                first = begins[row]
                gold = set(read_names(labels[row][first].numpy()))
                found = set(read_names(best[row][first].numpy()))
                if not titled[row]:
                    found = {name for name in found if name[2] != "OFF"}
                for what, names in (("gold", gold), ("found", found), ("right", gold & found)):
                    counts.update((what, name[2]) for name in names)
                    counts.update((what, "all") for name in names if name[2] != "OFF")
    return {
        kind: 2 * counts["right", kind] / max(1, counts["gold", kind] + counts["found", kind])
        for kind in ("PER", "ORG", "LOC", "OFF", "all")
    }


class Run:
    """A training run with its state on the disk."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Open the shelves and go on where the last checkpoint stands."""
        self.options, self.out = options, options.out
        self.out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(options.seed)
        table = load_pieces()
        self.network = Encoder(table, options.layers, options.frozen)
        groups = [
            {"params": [p for p in self.network.layers.parameters() if p.requires_grad], "peak": options.rate},
            {"params": self.network.head.parameters(), "peak": options.rate * 10},
        ]
        self.optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
        self.train = Shelf(options.shelves / "train", table, self.network)
        folders = ((c.name, options.shelves / "dev" / c.name) for c in CORPORA)
        self.judges = {name: Shelf(folder, table, self.network) for name, folder in folders if folder.is_dir()}
        self.seen, self.passes, self.step, self.spent, self.best = 0, 0, 0, 0.0, 0.0
        self.losses: list[float] = []
        self.clock, self.over = time.time(), False
        self.out = self.out / str(options.rank) if options.rank else self.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.together = options.of > 1
        if self.together:
            distributed.init_process_group(
                "gloo", init_method=f"file://{options.out}/meeting", rank=options.rank, world_size=options.of
            )
        if (self.out / "last.pt").is_file():
            self._resume()

    def _resume(self) -> None:
        kept = torch.load(self.out / "last.pt", weights_only=True)
        self.network.load_state_dict(kept["network"])
        self.optimiser.load_state_dict(kept["optimiser"])
        for name in ("seen", "passes", "step", "spent", "best"):
            setattr(self, name, kept[name])
        print(f"goes on at {self.seen} pieces", flush=True)

    def save(self) -> None:
        """Write a checkpoint in one move."""
        state = {name: getattr(self, name) for name in ("seen", "passes", "step", "spent", "best")}
        state |= {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save(state, self.out / "last.tmp")
        (self.out / "last.tmp").rename(self.out / "last.pt")

    def go(self) -> None:
        """Train until the time is spent."""
        saved, judged = self.spent, self.seen
        while not self.over:
            chance = np.random.default_rng([self.options.seed, self.passes, self.options.rank])
            order = list(same_length(self.train, chance, 900))
            for batch in order[self.step :]:
                self._learn(batch)
                self.step += 1
                if not self.together or self.step % MET_EVERY == 0:
                    self._look_at_clock()
                    if self.spent - saved > SAVED_EVERY:
                        self.save()
                        saved = self.spent
                    if self.options.rank == 0 and self.seen - judged > JUDGED_EVERY:
                        judged = self.seen
                        self._judge()
                if self.over:
                    break
            else:
                self.passes, self.step = self.passes + 1, 0
        if self.options.rank == 0:
            self._judge()
            self.save()

    def _look_at_clock(self) -> None:
        """Tell the time; where several train, go on from the mean of their weights, by the first one's clock."""
        now = time.time()
        self.spent, self.clock = self.spent + now - self.clock, now
        if self.together:
            with torch.no_grad():
                for parameter in (p for p in self.network.parameters() if p.requires_grad):
                    distributed.all_reduce(parameter.data)
                    parameter.data /= self.options.of
                spent = torch.tensor(self.spent, dtype=torch.float64)
                distributed.broadcast(spent, 0)
                self.spent = spent.item()
        self.over = self.spent >= self.options.seconds

    def _learn(self, batch: list[int]) -> None:
        states, labels, begins, titled = self.train.batch(batch)
        done = min(1.0, self.spent / self.options.seconds)
        pace = min(1.0, self.seen / WARMED, 1.0 - done + 0.01)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * pace
        self.network.train()
        self.optimiser.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.network.above(states, None)
        loss = loss_of(scores.float(), labels, begins, titled)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.losses.append(loss.item())
        self.seen += labels.numel()

    def _judge(self) -> None:
        scores = {name: judge(self.network, shelf) for name, shelf in self.judges.items()}
        chosen = [c.name for c in CORPORA if c.trains and c.name in scores and len(self.judges[c.name]) >= FEWEST]
        mean = sum(scores[name]["all"] for name in chosen) / len(chosen)
        report = " ".join(f"{name} {score['all']:.3f}" for name, score in scores.items())
        recent = self.losses[-200:]
        loss = sum(recent) / max(1, len(recent))
        print(f"{self.spent:.0f} s {self.seen} pieces loss {loss:.4f} mean {mean:.4f} | {report}", flush=True)
        with (self.out / "scores.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"seen": self.seen, "mean": mean, "scores": scores}) + "\n")
        if mean > self.best:
            self.best = mean
            torch.save(self.network.state_dict(), self.out / "best.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shelves", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--frozen", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seconds", type=float, default=4500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rank", type=int, default=0, help="the number of this process among those that train")
    parser.add_argument("--of", type=int, default=1, help="how many processes train together")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    Run(options).go()


if __name__ == "__main__":
    main()
