import type { Database } from '@gusu/database';
import { DataSource, type EntityMetadata, type MixedList } from 'typeorm';

interface TableColumn {
  name: string;
  type: string;
  isNullable: boolean;
  isFilledByItself: boolean;
}

/**
 * Fails when a row class says something else than the table that the migrations have made: a column that is not there, of another
 * type, or nullable in one place only, or a column that must be given and that the class does not know.
 */
export async function expectRowsMatchTables(
  database: Database,
  rows: MixedList<new () => object>,
): Promise<void> {
  const described = await new DataSource({
    ...database.dataSource.options,
    entities: rows as never,
  } as ConstructorParameters<typeof DataSource>[0]).initialize();
  try {
    const differences: string[] = [];
    for (const row of described.entityMetadatas)
      differences.push(...differencesOf(row, described, await columnsOf(database, row.tablePath)));
    if (described.entityMetadatas.length === 0) differences.push('no row class was given');
    if (differences.length > 0) throw new Error(`rows and tables differ:\n${differences.join('\n')}`);
  } finally {
    await described.destroy();
  }
}

function columnsOf(database: Database, table: string): Promise<TableColumn[]> {
  return database.query<TableColumn>(
    `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as "isNullable",
        atthasdef or attidentity <> '' or attgenerated <> '' as "isFilledByItself"
       from pg_attribute
      where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [table],
  );
}

function differencesOf(row: EntityMetadata, described: DataSource, table: TableColumn[]): string[] {
  if (table.length === 0) return [`${row.name}: there is no table ${row.tablePath}`];
  const inTable = new Map(table.map((column) => [column.name, column]));
  const differences: string[] = [];
  const say = (column: string, words: string) => differences.push(`${row.name}.${column}: ${words}`);
  for (const column of row.columns) {
    const name = column.databaseName;
    const found = inTable.get(name);
    inTable.delete(name);
    if (!found) {
      say(name, `is not a column of ${row.tablePath}`);
      continue;
    }
    const declared = described.driver.normalizeType(column) + (column.isArray ? '[]' : '');
    if (declared !== withoutLimits(found.type))
      say(name, `is ${declared} here and ${found.type} in the table`);
    if (column.isNullable !== found.isNullable)
      say(name, found.isNullable ? 'may be null in the table' : 'may not be null in the table');
  }
  for (const { name, isNullable, isFilledByItself } of inTable.values())
    if (!isNullable && !isFilledByItself) say(name, 'must be given in the table and is not known here');
  return differences;
}

/** 'character varying(18)' → 'character varying'; arrays and time zones stay. */
function withoutLimits(type: string): string {
  return type.replace(/\([0-9, ]+\)/, '');
}
