import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProperties } from './broker-files.js';

describe('the properties of the broker', () => {
  it('name a folder with spaces and Chinese letters as Java reads it: in Latin-1 with escapes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gusu-test-broker-'));
    try {
      const dataDir = join(folder, '数据 a');
      mkdirSync(dataDir);
      const file = writeProperties({ dataDir, port: 9092, controllerPort: 9093 });
      const text = readFileSync(file, 'latin1');
      expect(text).toContain(`log.dirs=${folder}/\\u6570\\u636e a/log\n`);
      expect(text).toContain('advertised.listeners=PLAINTEXT://127.0.0.1:9092\n');
      expect(text).toMatch(/^[\x20-\x7e\n]+$/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
