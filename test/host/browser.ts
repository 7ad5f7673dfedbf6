// Finds a Chromium (CHROME_PATH, Playwright's, the system's) or unpacks the one in the npm package @sparticuz/chromium, and starts it.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { installChromium } from './installHosts';

interface FoundBrowser {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

const systemBrowsers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  ],
};

const quietArguments = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--force-color-profile=srgb',
];

/** What the browser draws with, and computes with where a page asks for it. */
const graphicsArguments = {
  // the same pixels with and without a graphics card; and several times faster than drawing with an imitated one
  none: ['--disable-gpu'],
  // WebGPU and WebGL that the processor imitates
  software: [
    '--ignore-gpu-blocklist',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
  ],
};

export type Graphics = keyof typeof graphicsArguments;

export async function launchBrowser(graphics: Graphics = 'none'): Promise<Browser> {
  const { executablePath, environment } = await findBrowser();
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return chromium.launch({
    headless: true,
    executablePath,
    env: { ...Object.fromEntries(inherited), ...environment },
    args: [...quietArguments, ...graphicsArguments[graphics]],
  });
}

/** Downloads nothing but npm packages. CHROME_PATH names a browser, or `npm` for the one out of npm. */
export async function findBrowser(): Promise<FoundBrowser> {
  const wanted = process.env.CHROME_PATH;
  if (wanted === 'npm') return unpackChromium(installChromium());
  if (wanted) return { executablePath: wanted, environment: {} };
  const candidates = [chromium.executablePath(), ...(systemBrowsers[process.platform] ?? [])];
  const found = candidates.find((file) => file !== '' && fs.existsSync(file));
  if (found) return { executablePath: found, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium(installChromium());
  throw new Error('There is no Chromium: install Chrome or Edge, or name one in the environment variable CHROME_PATH.');
}

/** Unpacked here and not by the package's own code, which shares one folder between all versions and users. */
async function unpackChromium(host: string): Promise<FoundBrowser> {
  const packed = path.join(host, 'node_modules/@sparticuz/chromium/bin');
  const folder = path.join(host, 'unpacked');
  const fontsFile = path.join(folder, 'fonts.conf');
  if (!fs.existsSync(fontsFile)) {
    const { extract } = createRequire(path.join(host, 'package.json'))('tar-fs') as {
      readonly extract: (folder: string) => NodeJS.WritableStream;
    };
    const decompress = (name: string, target: NodeJS.WritableStream) =>
      pipeline(fs.createReadStream(path.join(packed, name)), zlib.createBrotliDecompress(), target);
    fs.mkdirSync(folder, { recursive: true });
    await Promise.all([
      decompress('chromium.br', fs.createWriteStream(path.join(folder, 'chromium'), { mode: 0o755 })),
      ...['swiftshader', 'al2023', 'fonts'].map((name) => decompress(`${name}.tar.br`, extract(folder))),
    ]);
    // written last: it marks a complete folder
    fs.writeFileSync(
      fontsFile,
      describeFonts([`${folder}/fonts`, `${host}/node_modules/dejavu-fonts-ttf/ttf`], folder),
    );
  }
  const libraries = [path.join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: path.join(folder, 'chromium'),
    environment: { FONTCONFIG_FILE: fontsFile, LD_LIBRARY_PATH: libraries },
  };
}

/** A fontconfig file with a real monospaced font, so that the editor's columns line up. */
function describeFonts(fontFolders: readonly string[], folder: string): string {
  const alias = (family: string, preferred: string) =>
    `<alias><family>${family}</family><prefer><family>${preferred}</family></prefer></alias>`;
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...fontFolders.map((fontFolder) => `<dir>${fontFolder}</dir>`),
    `<cachedir>${folder}/fonts-cache</cachedir>`,
    alias('monospace', 'DejaVu Sans Mono'),
    alias('sans-serif', 'DejaVu Sans'),
    '</fontconfig>',
  ].join('\n');
}
