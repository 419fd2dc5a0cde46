// Maps without any tile server: outlines (GeoJSON served by this site) and points, drawn by Leaflet.
// <div class="map" data-map data-outlines-url="…" data-points="JSON" aria-label="…">
// points: [{lat, lng, title, url, text, count}]. With data-pick-lat / data-pick-lng (ids of fields) a click sets a point.
// The page always gives the same content as a list: the map is a second way in.

const L = window.L;
const HAUTS_DE_FRANCE = [[48.83, 1.38], [51.09, 4.26]];
const words = JSON.parse(document.getElementById("mots").textContent);

const entry = (point) => {
  const box = document.createElement("div");
  const title = document.createElement(point.url ? "a" : "strong");
  title.textContent = point.title;
  if (point.url) title.href = point.url;
  box.append(title);
  if (point.text) {
    const text = document.createElement("p");
    text.textContent = point.text;
    box.append(text);
  }
  return box;
};

const popup = (points) => {
  const box = document.createElement("div");
  box.append(...points.map(entry));
  return box;
};

const disc = (count) => {
  const element = document.createElement("span");
  element.textContent = count > 1 ? String(count) : "";
  const size = count > 1 ? Math.min(56, 30 + 4 * Math.log2(count)) : 24;
  return L.divIcon({ html: element, className: "map-marker", iconSize: [size, size] });
};

// Points too close to be told apart, or pressed one by one, are one disc: pressed, it comes nearer, or lists them when
// coming nearer would not part them.
const TOO_CLOSE = 40; // px

const gathered = (map, points) => {
  const groups = [];
  for (const point of points) {
    const at = map.project([point.lat, point.lng]);
    const near = groups.find((group) => group.at.distanceTo(at) < TOO_CLOSE);
    if (near) near.points.push(point);
    else groups.push({ at, points: [point] });
  }
  return groups.map((group) => group.points);
};

const name = (points) => {
  const [first] = points;
  if (points.length > 1) return words.places.replace("%n", String(points.length));
  return first.count > 1 ? `${first.title}, ${first.count}` : first.title;
};

const marker = (map, points) => {
  const bounds = L.latLngBounds(points.map((point) => [point.lat, point.lng]));
  const count = points.reduce((sum, point) => sum + (point.count || 1), 0);
  const made = L.marker(bounds.getCenter(), { icon: disc(count), title: name(points), riseOnHover: true })
    .on("add", (event) => event.target.getElement().setAttribute("aria-label", name(points)));
  const deep = map.getMaxZoom();
  const apart = map.project(bounds.getNorthWest(), deep).distanceTo(map.project(bounds.getSouthEast(), deep));
  if (points.length === 1 || apart < TOO_CLOSE) return made.bindPopup(popup(points), { maxHeight: 260 });
  return made.on("click", () => map.fitBounds(bounds, { padding: [60, 60], maxZoom: map.getZoom() + 3 }));
};

const scatter = (map, points) => {
  const layer = L.layerGroup().addTo(map);
  const draw = () => {
    const held = map.getPane("markerPane").contains(document.activeElement);
    layer.clearLayers();
    gathered(map, points).forEach((group) => layer.addLayer(marker(map, group)));
    if (held) map.getContainer().focus({ preventScroll: true }); // the disc that was pressed is no more
  };
  map.on("zoomend", draw);
  draw();
};

const outlines = async (map, url, fit) => {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) return;
  const layer = L.geoJSON(await answer.json(), {
    interactive: false,
    style: (feature) => ({ className: feature.properties?.on ? "map-shape map-shape--on" : "map-shape", weight: 1 }),
  }).addTo(map);
  layer.bringToBack();
  if (fit && layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { padding: [8, 8] });
};

const pick = (map, element) => {
  const lat = document.getElementById(element.dataset.pickLat);
  const lng = document.getElementById(element.dataset.pickLng);
  let chosen;
  const show = (at) => {
    chosen = (chosen || L.marker(at, { icon: L.divIcon({ className: "map-marker", iconSize: [24, 24] }), keyboard: false })
      .addTo(map)).setLatLng(at);
  };
  if (lat.value && lng.value) { show([lat.value, lng.value]); map.setView([lat.value, lng.value], 11); }
  map.on("click", (event) => {
    lat.value = event.latlng.lat.toFixed(5);
    lng.value = event.latlng.lng.toFixed(5);
    [lat, lng].forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
    show(event.latlng);
  });
};

// The keyboard follows: into the bubble when it opens, back to its point when it closes.
const followFocus = (map) => {
  map.on("popupopen", (event) => {
    const bubble = event.popup.getElement();
    bubble.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    bubble.querySelector(".leaflet-popup-content a")?.focus({ preventScroll: true });
    bubble.addEventListener("keydown", (key) => { if (key.key === "Escape") map.closePopup(); });
  });
  map.on("popupclose", (event) => {
    const left = document.activeElement === document.body || event.popup.getElement()?.contains(document.activeElement);
    if (left) event.popup._source?.getElement()?.focus();
  });
};

const start = (element) => {
  element.dataset.ready = "true";
  const map = L.map(element, { zoomControl: false, scrollWheelZoom: false, minZoom: 6, maxZoom: 15, zoomSnap: 0.25, zoomDelta: 1, attributionControl: false });
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  if (element.dataset.attribution) {
    L.control.attribution({ prefix: false }).addAttribution(element.dataset.attribution).addTo(map);
  }
  map.fitBounds(HAUTS_DE_FRANCE);
  followFocus(map);
  const points = JSON.parse(element.dataset.points || "[]");
  if (points.length) map.fitBounds(points.map((point) => [point.lat, point.lng]), { padding: [40, 40], maxZoom: 11 });
  scatter(map, points);
  if (element.dataset.outlinesUrl) outlines(map, element.dataset.outlinesUrl, !points.length);
  if (element.dataset.pickLat) pick(map, element);
};

// A map that is folded away has no size: it starts when it is opened.
const startSeen = (element) => {
  const folded = element.closest("details:not([open])");
  if (!folded) start(element);
  else folded.addEventListener("toggle", () => { if (!element.dataset.ready) startSeen(element); }, { once: true });
};
const startAll = (root) => root.querySelectorAll("[data-map]:not([data-ready])").forEach(startSeen);
startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt.parentNode || document));
