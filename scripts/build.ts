import { fileURLToPath } from 'node:url';
import { buildDist } from './build/build-dist.ts';

const folder = fileURLToPath(new URL('../dist', import.meta.url));
const { files, bytes } = await buildDist(folder);
console.log(`dist: ${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MB`);
