import { readFile } from 'node:fs/promises';
import type { DetectionResult } from './detection-result.ts';

/** Where the figures are kept that the documents show. */
const DETECTION_FILE = 'docs/detection.json';

/** The figures of the last full bench. `root` is the repository. */
export async function readDetection(root: URL): Promise<DetectionResult> {
  return JSON.parse(await readFile(new URL(DETECTION_FILE, root), 'utf8')) as DetectionResult;
}
