import {
  DECLARATION_COLUMNS,
  declarationOf,
  declarationParameters,
  type DeclarationRow,
  declarationValues,
} from '../enterprise/declaration.row.js';
import type { DossierContent, DossierItem, DossierKind } from './dossier.js';

/** The facts as they are stored: money as JSON integers of fen. */
export type StoredFacts = Readonly<Record<string, string | number | boolean>>;

/** A row of `dossier_item`. */
export interface DossierRow extends DeclarationRow {
  item_id: string;
  kind: DossierKind;
  facts: StoredFacts;
}

export const DOSSIER_COLUMNS = `item_id, kind, facts, ${DECLARATION_COLUMNS}`;
export const DOSSIER_PARAMETERS = `$1::uuid, $2::text, $3::jsonb, ${declarationParameters(4)}`;

export function dossierItemOf(row: DossierRow): DossierItem {
  return { itemId: row.item_id, ...contentOf(row.kind, row.facts), ...declarationOf(row) };
}

/** Facts as a policy takes them. */
export function contentOf(kind: DossierKind, stored: StoredFacts): DossierContent {
  const { paidInFen } = stored;
  const facts = typeof paidInFen === 'number' ? { ...stored, paidInFen: BigInt(paidInFen) } : stored;
  return { kind, facts } as unknown as DossierContent;
}

/** The values of a row in the order of DOSSIER_COLUMNS. */
export function dossierValues(item: DossierItem): unknown[] {
  const facts = JSON.stringify(item.facts, (_, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value,
  );
  return [item.itemId, item.kind, facts, ...declarationValues(item)];
}
