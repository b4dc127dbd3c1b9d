// The large network: sigma draws what the table beside it says. Only the page "explore" loads this.
"use strict";

const ROUNDS = 120;
const PATIENCE = 20000; // milliseconds that a layout may take
const MARGIN = 4;

// A label runs as its own letters do, and stands to the right of its node whatever the direction of the page.
const isRightToLeft = (text) => /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u.test(text);

function drawLabel(context, node, settings) {
  if (!node.label) return;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.fillStyle = settings.labelColor.color;
  context.direction = isRightToLeft(node.label) ? "rtl" : "ltr";
  context.textAlign = "left";
  context.fillText(node.label, node.x + node.size + MARGIN, node.y + settings.labelSize / 3);
}

function drawHover(context, node, settings) {
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  const width = context.measureText(node.label ?? "").width + node.size + MARGIN * 3;
  context.fillStyle = colour(document.documentElement, "backgroundColor");
  context.strokeStyle = settings.labelColor.color;
  context.beginPath();
  context.roundRect(node.x - node.size - MARGIN, node.y - 12, width + node.size, 24, 6);
  context.fill();
  context.stroke();
  context.beginPath();
  context.arc(node.x, node.y, node.size, 0, Math.PI * 2);
  context.fillStyle = node.color;
  context.fill();
  drawLabel(context, node, settings);
}

// Colours are those of the legend, so that the theme decides them alone.
function colour(element, property) {
  return element ? getComputedStyle(element)[property] : "rgb(120, 120, 130)";
}

function makeGraph(network) {
  const graph = new graphology.Graph({ type: "undirected" });
  const most = Math.max(1, ...network.nodes.map((node) => node.events));
  network.nodes.forEach((node, place) => {
    const turn = place * Math.PI * (3 - Math.sqrt(5));
    const away = Math.sqrt(place + 1);
    const shape = document.querySelector(`.legend .kind-${CSS.escape(node.kind)}`);
    graph.addNode(node.id, {
      x: away * Math.cos(turn),
      y: away * Math.sin(turn),
      label: node.label,
      size: 3 + 10 * Math.sqrt(node.events / most),
      color: colour(shape, "fill"),
    });
  });
  for (const edge of network.edges) {
    if (edge.a === edge.b || !graph.hasNode(edge.a) || !graph.hasNode(edge.b) || graph.hasEdge(edge.a, edge.b)) continue;
    graph.addEdge(edge.a, edge.b, { size: 0.5 + Math.log2(1 + edge.events) / 2, weight: edge.events });
  }
  return graph;
}

// A few rounds at a time, so that the page answers meanwhile; who wants no motion sees the end of it only.
function layOut(graph, show) {
  const { layoutForceAtlas2 } = graphologyLibrary;
  const settings = { ...layoutForceAtlas2.inferSettings(graph), edgeWeightInfluence: 0.5 };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const iterations = graph.order > 1000 ? 5 : 1;
  const started = performance.now();
  let left = graph.order > 1000 ? 12 : ROUNDS;
  const turn = () => {
    do {
      layoutForceAtlas2.assign(graph, { iterations, settings });
      left -= 1;
    } while (still && left > 0);
    if (left > 0 && performance.now() - started < PATIENCE) requestAnimationFrame(turn);
    else document.getElementById("explore").dataset.ready = "true";
  };
  show();
  if (graph.order > 1) requestAnimationFrame(turn);
}

const address = (id) => encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%40", "@");

// Addresses are relative to /network/explore, for a proxy may show all pages under a path of its own.
function connect(renderer, graph) {
  const camera = renderer.getCamera();
  renderer.on("clickNode", ({ node }) => { location.href = `../entity/${address(node)}`; });
  renderer.on("clickEdge", ({ edge }) => { location.href = `../pair/${graph.extremities(edge).map(address).join("/")}`; });
  const acts = { in: () => camera.animatedZoom(), out: () => camera.animatedUnzoom(), whole: () => camera.animatedReset() };
  for (const button of document.querySelectorAll("[data-explore]")) {
    button.addEventListener("click", acts[button.dataset.explore]);
  }
  document.getElementById("explore-find").addEventListener("input", ({ target }) => {
    const wanted = target.value.trim().toLowerCase();
    const found = wanted && graph.findNode((_, node) => node.label.toLowerCase().includes(wanted));
    graph.forEachNode((id) => graph.setNodeAttribute(id, "highlighted", id === found));
    if (found) camera.animate({ ...renderer.getNodeDisplayData(found), ratio: 0.3 });
  });
}

async function explore() {
  const box = document.getElementById("explore");
  if (!document.createElement("canvas").getContext("webgl2")) return; // the table stays
  const network = await (await fetch(box.dataset.source, { headers: { Accept: "application/json" } })).json();
  const graph = makeGraph(network);
  box.closest("[hidden]")?.removeAttribute("hidden");
  layOut(graph, () => {
    const renderer = new Sigma(graph, box, {
      defaultDrawNodeLabel: drawLabel,
      defaultDrawNodeHover: drawHover,
      defaultEdgeColor: "rgba(125, 135, 155, 0.4)",
      labelGridCellSize: 140,
      labelColor: { color: colour(document.body, "color") },
      labelFont: "Dragoman, sans-serif",
      labelSize: 13,
      enableEdgeEvents: true,
    });
    connect(renderer, graph);
  });
}

addEventListener("DOMContentLoaded", () => { explore().catch((error) => console.error(error)); });
