// Does this browser draw emoji in colour? It only looks; the notice about it is in notices.js.

const FACE = "😀";
const SIZE = 24;
const TINT = 24; // Grey letters have channels that are equal but for the smoothing's few steps.

/** True when a face drawn in black comes out in colour, or when nobody can tell. */
export async function emojiHaveColour() {
  const font = getComputedStyle(document.documentElement).getPropertyValue("--font");
  const shown = `${SIZE - 6}px ${font}`;
  await document.fonts.load(shown, FACE).catch(() => []);
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return true;
  pen.font = shown;
  pen.textBaseline = "top";
  pen.fillStyle = "#000";
  pen.fillText(FACE, 0, 2);
  const { data } = pen.getImageData(0, 0, SIZE, SIZE);
  let opaque = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue, alpha] = data.subarray(at, at + 4);
    if (alpha < 128) continue;
    opaque += 1;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > TINT) return true;
  }
  return opaque === 0;
}
