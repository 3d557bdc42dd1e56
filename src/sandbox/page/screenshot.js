/** The longest side of a photo as Telegram sends it. */
const longest = 1280;

/** A picture as Telegram sends a photo: a JPEG of up to 1280 pixels. Throws for what the browser cannot read as a picture. */
export async function photo(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  return draw(width, height, (context) => context.drawImage(picture, 0, 0, width, height));
}

/** A phone's screenshot of somebody's eSIM, with the code that this picture holds. */
export async function screenshot(file, { title, hint }) {
  const code = await createImageBitmap(file);
  return draw(720, longest, (context) => {
    const say = (text, y, font, colour = '#1b2733') => {
      context.font = `${font} system-ui, sans-serif`;
      context.fillStyle = colour;
      context.fillText(text, 360, y, 620);
    };
    context.fillStyle = '#e9edf2';
    context.fillRect(0, 0, 720, longest);
    context.fillStyle = '#fff';
    context.beginPath();
    context.roundRect(60, 300, 600, 660, 36);
    context.fill();
    context.drawImage(code, 100, 360, 520, 520);
    context.textAlign = 'center';
    say('9:41', 62, '600 30px');
    say(title, 210, '700 46px');
    say(hint, 1040, '400 32px', '#56636f');
    context.fillStyle = '#1b2733';
    context.beginPath();
    context.roundRect(250, 1250, 220, 8, 4);
    context.fill();
  });
}

function draw(width, height, paint) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  paint(context);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.87 });
}
