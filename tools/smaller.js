// A PNG in base64 in; out comes {width, height, palette: [r, g, b, ...], pixels: the index of each, in base64}.
// The most frequent colours stay, then those that are far from all chosen ones and not rare.
async (png) => {
  const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const { width, height } = picture;
  const pen = new OffscreenCanvas(width, height).getContext("2d");
  pen.drawImage(picture, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);

  const counts = new Map();
  for (const one of pixels) counts.set(one, (counts.get(one) ?? 0) + 1);
  const parts = (one) => [one & 255, (one >> 8) & 255, (one >> 16) & 255];
  const apart = (a, b) => a.reduce((sum, part, index) => sum + (part - b[index]) ** 2, 0);
  const colours = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([one, count]) => ({ one, count, rgb: parts(one) }));

  const chosen = colours.slice(0, 96);
  const others = colours.slice(96);
  for (const colour of others) colour.near = Math.min(...chosen.map((one) => apart(one.rgb, colour.rgb)));
  while (chosen.length < 256 && others.some((colour) => colour.near > 0)) {
    const best = others.reduce((a, b) => (b.near * Math.sqrt(b.count) > a.near * Math.sqrt(a.count) ? b : a));
    chosen.push(best);
    for (const colour of others) colour.near = Math.min(colour.near, apart(best.rgb, colour.rgb));
  }

  const nearest = new Map();
  for (const colour of colours) {
    let [found, least] = [0, Infinity];
    chosen.forEach((one, index) => {
      const distance = apart(one.rgb, colour.rgb);
      if (distance < least) [found, least] = [index, distance];
    });
    nearest.set(colour.one, found);
  }
  const indices = Uint8Array.from(pixels, (one) => nearest.get(one));
  let text = "";
  for (let at = 0; at < indices.length; at += 32768) {
    text += String.fromCharCode(...indices.subarray(at, at + 32768));
  }
  return { width, height, palette: chosen.flatMap((one) => one.rgb), pixels: btoa(text) };
}
