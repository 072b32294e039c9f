// Computes an audit package again, offline: node deploy/audit/verify-package.mjs FILE
// FILE is the answer of GET /v1/claims/{claimNo}/audit-package. Needs a build, and neither the service nor its database.
import { readFile } from 'node:fs/promises';
import { fenFromText } from '@gusu/values';
import { verifyPackage } from '../../apps/loan-compensation/dist/audit-package/audit-package.rules.js';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which package? node deploy/audit/verify-package.mjs FILE');
const { content } = JSON.parse(await readFile(file, 'utf8'));
const checks = verifyPackage(fenFromText(JSON.parse(content)));
for (const { check, isSame, packed, computed } of checks)
  console.log(
    isSame ? `same       ${check}` : `DIFFERENT  ${check}: ${packed} in the package, ${computed} computed`,
  );
if (!checks.every(({ isSame }) => isSame)) process.exitCode = 1;
