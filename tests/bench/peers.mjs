// What users of Node would clean Chinese text with: peers.mjs NAME FILE. Page by page, as a program of theirs would.
import { readFileSync } from 'node:fs';

const [name, file] = process.argv.slice(2);
const clean = {
  'autocorrect-node': async () => (await import('autocorrect-node')).default.format,
  pangu: async () => {
    const { pangu } = await import('pangu');
    return (page) => pangu.spacingText(page);
  },
  zhlint: async () => {
    const { run } = await import('zhlint');
    return (page) => run(page, { rules: { preset: 'default' }, logger: { log() {}, warn() {}, error() {} } }).result;
  },
}[name];
if (!clean) throw new Error(`no such peer: ${name}`);
const one = await clean();
for (const page of readFileSync(file, 'utf8').split('\f')) {
  try {
    process.stdout.write(one(page));
  } catch (error) {  // zhlint 0.8.2 fails on some pages
    process.stdout.write(page);
  }
}
