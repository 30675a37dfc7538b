import type { OutboundRequest } from "../../../../shared/outbound/outbound-request.ts";
import { HexColor } from "../demo-config.ts";

/** A logo as this product made it: pixels only, whatever the site sent. */
export interface Logo {
  readonly png: Uint8Array;
  readonly primary: string | undefined;
  readonly accent: string | undefined;
}

const maxBytes = 2 * 1024 * 1024;
const maxPixels = 24_000_000;

/**
 * Reads an image of a site and redraws it, so that no markup, script or metadata of it is kept. Undefined when there is
 * no usable image. Redirects are not followed.
 */
export async function readLogo(outbound: OutboundRequest, url: string, signal: AbortSignal): Promise<Logo | undefined> {
  const response = await outbound(new URL(url), { headers: new Headers({ accept: "image/*" }), signal });
  const bytes = response.ok ? await beginning(response) : undefined;
  return bytes === undefined ? undefined : drawLogo(bytes);
}

export async function drawLogo(bytes: Uint8Array): Promise<Logo | undefined> {
  const [{ default: sharp }, { Vibrant }] = await Promise.all([import("sharp"), import("node-vibrant/node")]);
  try {
    const drawn = sharp(bytes, { limitInputPixels: maxPixels, animated: false }).resize(480, 144, { fit: "inside" });
    const png = await drawn.png().toBuffer();
    const swatches = Object.values(await Vibrant.from(png).getPalette());
    // A swatch without pixels is the library's guess.
    const seen = swatches.flatMap((swatch) => (swatch && swatch.population > 0 ? [swatch] : []));
    const [first, second] = seen.sort((one, other) => other.population - one.population).map(({ hex }) => hex);
    return { png, primary: HexColor.safeParse(first).data, accent: HexColor.safeParse(second).data };
  } catch (error) {
    // sharp's errors have no codes. What is no image is no logo.
    if (error instanceof Error && /unsupported|corrupt|invalid|exceeds|Input/i.test(error.message)) return undefined;
    throw error;
  }
}

async function beginning(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
  }
  return Buffer.concat(chunks);
}
