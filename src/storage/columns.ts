import type { ColumnDataType, CreateTableBuilder } from 'kysely';
import { sql } from 'kysely';

export type DialectName = 'sqlite' | 'postgres';

/** The handful of column types that both databases know, by our names, and how a table ends. */
export interface ColumnKinds {
  /** Whole numbers up to 2^53: amounts, epoch milliseconds, Telegram's ids. */
  readonly int: ColumnDataType;
  /** Also holds JSON: PostgreSQL's own json types refuse U+0000, which menus put into callback data. */
  readonly text: ColumnDataType;
  readonly bytes: ColumnDataType;
  /** Adds `seq`, which numbers the rows in the order in which they came and is never reused. */
  readonly numbered: <T extends string>(table: CreateTableBuilder<T>) => CreateTableBuilder<T, 'seq'>;
  /** Closes a table definition: STRICT where the database would otherwise take any value in any column. */
  readonly strict: <T extends string, C extends string>(
    table: CreateTableBuilder<T, C>,
  ) => CreateTableBuilder<T, C>;
}

/** Column kinds per dialect: SQLite's STRICT tables and PostgreSQL have no integer type name in common that holds 64 bits. */
export const columnKinds: Readonly<Record<DialectName, ColumnKinds>> = {
  sqlite: {
    int: 'integer',
    text: 'text',
    bytes: 'blob',
    numbered: (table) => table.addColumn('seq', 'integer', (seq) => seq.primaryKey().autoIncrement()),
    strict: (table) => table.modifyEnd(sql`strict`),
  },
  postgres: {
    int: 'bigint',
    text: 'text',
    bytes: 'bytea',
    numbered: (table) =>
      table.addColumn('seq', 'bigint', (seq) => seq.primaryKey().generatedByDefaultAsIdentity()),
    strict: (table) => table,
  },
};
