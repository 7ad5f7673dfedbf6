// Draws the three sample pictures of ConvLens into media/samples/. Deterministic: run it again and nothing changes.
//   node media/makeSamples.mjs
//
// A drawing is a function from a place (x and y in 0 … 1) to a colour; every pixel is the mean of 3×3 places.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';

const SIDE = 320;
const SUBSAMPLES = 3;
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'samples');

const mix = (a, b, share) => a.map((value, i) => value + (b[i] - value) * Math.min(1, Math.max(0, share)));
const isInDisc = (x, y, centreX, centreY, radius) => (x - centreX) ** 2 + (y - centreY) ** 2 < radius ** 2;
const isInEllipse = (x, y, centreX, centreY, radiusX, radiusY) =>
  ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 < 1;

/** Turned about its centre: the place as the shape sees it. */
function turn(x, y, centreX, centreY, degrees) {
  const angle = (degrees * Math.PI) / 180;
  const [dx, dy] = [x - centreX, y - centreY];
  return [dx * Math.cos(angle) + dy * Math.sin(angle), dy * Math.cos(angle) - dx * Math.sin(angle)];
}

function isInTriangle(x, y, points) {
  const sides = points.map(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/** A number in 0 … 1 for each cell of a lattice, always the same. */
function hash(x, y) {
  let bits = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  return ((bits ^ (bits >>> 13)) >>> 0) / 0xffffffff;
}

/** Smooth noise in 0 … 1 with features of one unit. */
function noise(x, y) {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const smooth = (t) => t * t * (3 - 2 * t);
  const [sx, sy] = [smooth(x - column), smooth(y - row)];
  const top = hash(column, row) * (1 - sx) + hash(column + 1, row) * sx;
  const bottom = hash(column, row + 1) * (1 - sx) + hash(column + 1, row + 1) * sx;
  return top * (1 - sy) + bottom * sy;
}

/** Discs, polygons and rings: edges at every angle, corners, and colours that differ in one channel at a time. */
function drawShapes(x, y) {
  let colour = mix([246, 241, 231], [214, 226, 236], (x + y) / 2);
  const [squareX, squareY] = turn(x, y, 0.72, 0.28, 18);
  if (Math.abs(squareX) < 0.15 && Math.abs(squareY) < 0.15) colour = [38, 70, 132];
  if (Math.abs(squareX) < 0.08 && Math.abs(squareY) < 0.08) colour = [247, 208, 70];
  if (isInDisc(x, y, 0.27, 0.28, 0.19)) colour = mix([232, 76, 61], [150, 28, 40], (x + y - 0.3) / 0.6);
  if (
    isInTriangle(x, y, [
      [0.08, 0.93],
      [0.46, 0.88],
      [0.2, 0.55],
    ])
  )
    colour = [36, 150, 108];
  const ring = Math.hypot(x - 0.7, y - 0.7);
  if (ring < 0.23 && ring > 0.06) {
    const wedge = Math.floor(((Math.atan2(y - 0.7, x - 0.7) / Math.PI + 1) / 2) * 16);
    colour = wedge % 2 === 0 ? [28, 28, 38] : [250, 250, 250];
  }
  if (ring < 0.035) colour = [232, 76, 61];
  const [barX, barY] = turn(x, y, 0.5, 0.5, -35);
  if (Math.abs(barX) < 0.012 && Math.abs(barY) < 0.3) colour = [120, 60, 150];
  if (isInDisc(x, y, 0.44, 0.62, 0.07)) colour = [245, 140, 40];
  return colour;
}

/** Gratings: each column has twice the frequency of the one to its left, each row another orientation; chirp rings last. */
function drawStripes(x, y) {
  const [column, row] = [Math.min(3, Math.floor(x * 4)), Math.min(3, Math.floor(y * 4))];
  const [localX, localY] = [x * 4 - column, y * 4 - row];
  if (localX < 0.03 || localX > 0.97 || localY < 0.03 || localY > 0.97) return [128, 128, 128];
  if (column === 3) {
    const radius = Math.hypot(localX - 0.5, localY - 0.5);
    const wave = [
      Math.cos(260 * radius ** 2),
      Math.cos(12 * Math.atan2(localY - 0.5, localX - 0.5)),
      Math.cos(localX * 44) * Math.cos(localY * 44),
      Math.cos(localX * 8 + 90 * localX ** 3),
    ][row];
    return mix([24, 26, 40], [252, 248, 236], 0.5 + 0.5 * wave);
  }
  const angle = (row * Math.PI) / 4;
  const phase = 2 * Math.PI * 3 * 2 ** column * (localX * Math.cos(angle) + localY * Math.sin(angle));
  const [dark, light] = [
    [
      [20, 24, 60],
      [250, 246, 232],
    ],
    [
      [200, 40, 40],
      [60, 190, 110],
    ],
    [
      [40, 60, 190],
      [250, 215, 70],
    ],
  ][column];
  return mix(dark, light, 0.5 + 0.5 * Math.cos(phase));
}

function drawCat(x, y, ground) {
  let colour = ground;
  const stripe = Math.sin(46 * x + 4 * Math.sin(9 * y)) > 0.35;
  const fur = mix(stripe ? [176, 98, 38] : [228, 150, 70], [255, 214, 150], 0.35 * noise(x * 120, y * 60));
  const tail = Math.hypot((x - 0.775) / 0.1, (y - 0.72) / 0.16);
  if (tail > 0.72 && tail < 1.08 && x > 0.755) colour = fur;
  if (isInEllipse(x, y, 0.6, 0.8, 0.17, 0.18)) colour = fur;
  if (isInEllipse(x, y, 0.58, 0.86, 0.07, 0.11)) colour = [250, 236, 214];
  if (
    isInTriangle(x, y, [
      [0.455, 0.36],
      [0.44, 0.53],
      [0.55, 0.46],
    ])
  )
    colour = fur;
  if (
    isInTriangle(x, y, [
      [0.705, 0.36],
      [0.72, 0.53],
      [0.61, 0.46],
    ])
  )
    colour = fur;
  if (
    isInTriangle(x, y, [
      [0.468, 0.4],
      [0.46, 0.49],
      [0.52, 0.46],
    ])
  )
    colour = [238, 158, 150];
  if (
    isInTriangle(x, y, [
      [0.692, 0.4],
      [0.7, 0.49],
      [0.64, 0.46],
    ])
  )
    colour = [238, 158, 150];
  if (isInEllipse(x, y, 0.58, 0.56, 0.145, 0.125)) colour = fur;
  if (isInEllipse(x, y, 0.58, 0.615, 0.07, 0.055)) colour = [252, 240, 222];
  for (const side of [-1, 1]) {
    if (isInEllipse(x, y, 0.58 + side * 0.06, 0.54, 0.032, 0.028)) colour = [206, 222, 92];
    if (isInEllipse(x, y, 0.58 + side * 0.06, 0.54, 0.01, 0.026)) colour = [18, 20, 18];
    if (isInDisc(x, y, 0.588 + side * 0.06, 0.53, 0.006)) colour = [255, 255, 255];
    for (const rise of [-0.35, 0, 0.35]) {
      const along = side * (x - 0.58);
      if (along > 0.05 && along < 0.19 && Math.abs(y - 0.61 - rise * (along - 0.05)) < 0.0022) colour = [60, 44, 34];
    }
    if (isInEllipse(x, y, 0.58 + side * 0.05, 0.965, 0.045, 0.028)) colour = [252, 240, 222];
  }
  if (
    isInTriangle(x, y, [
      [0.562, 0.585],
      [0.598, 0.585],
      [0.58, 0.606],
    ])
  )
    colour = [206, 96, 98];
  return colour;
}

/** A cat before a house, hills, a tree and a sky: large areas, textures, and things to recognise. */
function drawScene(x, y) {
  const cloud = noise(x * 5 + 3, y * 9) * 0.6 + noise(x * 11, y * 20) * 0.4;
  let colour = mix([92, 156, 224], [206, 230, 248], y / 0.55);
  colour = mix(colour, [255, 255, 255], y < 0.4 ? (cloud - 0.55) * 5 : 0);
  if (isInDisc(x, y, 0.86, 0.13, 0.07)) colour = [255, 226, 110];
  const hill = 0.47 + 0.06 * Math.sin(5 * x + 1) + 0.015 * noise(x * 30, 1);
  if (y > hill) colour = mix([92, 140, 110], [70, 118, 92], (y - hill) * 6 + 0.3 * noise(x * 60, y * 60));
  const meadow = 0.6 + 0.03 * Math.sin(4 * x + 4);
  if (y > meadow) colour = mix([124, 176, 70], [58, 112, 44], noise(x * 95, y * 24) * 0.75 + (y - meadow) * 0.5);
  if (x > 0.1 && x < 0.36 && y > 0.42 && y < 0.7) {
    const row = Math.floor((y - 0.42) * 50);
    const isJoint = ((y - 0.42) * 50) % 1 < 0.16 || ((x + (row % 2) * 0.02) * 25) % 1 < 0.1;
    colour = isJoint
      ? [222, 206, 190]
      : mix([186, 84, 62], [158, 62, 48], hash(Math.floor((x + (row % 2) * 0.02) * 25), row));
    if (x > 0.14 && x < 0.21 && y > 0.48 && y < 0.57)
      colour = x % 0.035 < 0.005 || y % 0.045 < 0.005 ? [250, 250, 246] : [70, 96, 130];
    if (x > 0.26 && x < 0.325 && y > 0.53) colour = x < 0.316 ? [72, 52, 40] : [40, 28, 22];
  }
  if (
    isInTriangle(x, y, [
      [0.06, 0.43],
      [0.4, 0.43],
      [0.23, 0.25],
    ])
  ) {
    colour = Math.sin(x * 170) * 0.5 + Math.sin(y * 210) > 0.2 ? [84, 60, 74] : [112, 80, 92];
  }
  if (Math.abs(x - 0.9) < 0.016 + 0.02 * Math.max(0, y - 0.6) && y > 0.4 && y < 0.72)
    colour = mix([96, 66, 44], [60, 40, 28], noise(x * 160, y * 20));
  if (isInEllipse(x + 0.02 * noise(y * 40, 2), y + 0.03 * noise(x * 40, 5), 0.91, 0.38, 0.13, 0.15)) {
    colour = mix([34, 92, 46], [128, 176, 66], noise(x * 55, y * 55) * 0.7 + noise(x * 140, y * 140) * 0.5);
  }
  return drawCat(x, y, colour);
}

function render(draw) {
  const png = new PNG({ width: SIDE, height: SIDE, colorType: 2 });
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const sum = [0, 0, 0];
    for (let sample = 0; sample < SUBSAMPLES ** 2; sample++) {
      const x = ((pixel % SIDE) + ((sample % SUBSAMPLES) + 0.5) / SUBSAMPLES) / SIDE;
      const y = (Math.floor(pixel / SIDE) + (Math.floor(sample / SUBSAMPLES) + 0.5) / SUBSAMPLES) / SIDE;
      draw(x, y).forEach((value, channel) => (sum[channel] += Math.min(255, Math.max(0, value))));
    }
    png.data.set([...sum.map((value) => Math.round(value / SUBSAMPLES ** 2)), 255], pixel * 4);
  }
  return PNG.sync.write(png, { colorType: 2, inputHasAlpha: true, deflateLevel: 9 });
}

mkdirSync(folder, { recursive: true });
for (const [name, draw] of Object.entries({ shapes: drawShapes, stripes: drawStripes, scene: drawScene })) {
  const bytes = render(draw);
  writeFileSync(path.join(folder, `${name}.png`), bytes);
  console.log(`media/samples/${name}.png  ${Math.round(bytes.length / 1024)} KB`);
}
