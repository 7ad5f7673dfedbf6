// Which graphics card the browser computes with, and whether it is one: a browser without one imitates it on the processor.

/** WebGL's names for what the driver calls itself. */
interface WebGlNames {
  readonly UNMASKED_RENDERER_WEBGL: number;
}

const SOFTWARE = /swiftshader|llvmpipe|software|softpipe|basic render|lavapipe/i;

export interface FoundGpu {
  readonly name: string;
  readonly isSoftware: boolean;
}

/** "ANGLE (NVIDIA, NVIDIA GeForce RTX 3070 (0x00002484) Direct3D11 vs_5_0 ps_5_0, D3D11)" is an NVIDIA GeForce RTX 3070. */
export function shortenRenderer(renderer: string): string {
  const [, inner = renderer] = /^ANGLE \((.*)\)$/.exec(renderer.trim()) ?? [];
  const parts = inner.split(/,\s(?![^(]*\))/);
  const named = parts.length > 1 ? parts[1] : parts[0];
  const name = (named ?? '')
    .replace(/^ANGLE Metal Renderer:\s*/, '')
    .replace(/\s*\(0x[0-9a-f]+\)/i, '')
    .replace(/^Vulkan [\d.]+ \((.*)\)$/, '$1')
    .replace(/\s+(Direct3D|OpenGL|D3D|vs_\d|ps_\d|Vulkan \d).*$/, '');
  return name.trim() || renderer;
}

/** @returns undefined without WebGPU, or without an adapter */
export async function findWebGpu(gpu: GPU | undefined): Promise<FoundGpu | undefined> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return undefined;
  // browsers of before 2024 have no `info`, and TensorFlow.js needs it
  const { info } = adapter as { readonly info?: GPUAdapterInfo };
  if (!info) return undefined;
  const name = [info.description, info.device, `${info.vendor} ${info.architecture}`].map((text) => text.trim());
  const known = name.find((text) => text !== '') ?? 'a graphics card without a name';
  // where the browser has moved it from
  const { isFallbackAdapter } = adapter as { readonly isFallbackAdapter?: boolean };
  const isFallback = info.isFallbackAdapter || isFallbackAdapter === true;
  return { name: known, isSoftware: isFallback || name.some((text) => SOFTWARE.test(text)) };
}

/** @returns undefined without WebGL 2 */
export function findWebGl(): FoundGpu | undefined {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return undefined;
  const names = gl.getExtension('WEBGL_debug_renderer_info') as WebGlNames | null;
  const renderer = String(gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { name: shortenRenderer(renderer), isSoftware: SOFTWARE.test(renderer) };
}
