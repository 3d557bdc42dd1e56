import type Sqlite from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

const keptStatements = 300;

/**
 * Kysely over one better-sqlite3 connection. Differs from Kysely's own dialect in this: transactions begin immediately (a transaction
 * that reads and then writes cannot lose its place to another process), statements are prepared once, and `onCommit` hears of every
 * commit that wrote something, which is what reaches the disk.
 */
export function createSqliteDialect({
  sqlite,
  onCommit,
  explain,
}: {
  sqlite: Sqlite.Database;
  onCommit: () => void;
  /** Puts an error of the driver into words. */
  explain: (error: unknown) => unknown;
}): Dialect {
  const connection = createConnection({ sqlite, onCommit, explain });
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: (): Driver => ({
      init: async () => {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      beginTransaction: async () => connection.begin(),
      commitTransaction: async () => connection.commit(),
      rollbackTransaction: async () => connection.rollback(),
      destroy: async () => void sqlite.close(),
    }),
  };
}

interface Connection extends DatabaseConnection {
  begin(): void;
  commit(): void;
  rollback(): void;
}

function createConnection({
  sqlite,
  onCommit,
  explain,
}: Parameters<typeof createSqliteDialect>[0]): Connection {
  const statements = new Map<string, Sqlite.Statement<unknown[]>>();
  let wrote = false;

  function prepare(text: string): Sqlite.Statement<unknown[]> {
    const kept = statements.get(text);
    if (kept) return kept;
    if (statements.size >= keptStatements) statements.clear();
    const statement = sqlite.prepare<unknown[]>(text);
    statements.set(text, statement);
    return statement;
  }

  function explained<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explain(error);
    }
  }

  function written(): void {
    if (sqlite.inTransaction) wrote = true;
    else onCommit();
  }

  return {
    begin: () => {
      wrote = false;
      explained(() => prepare('begin immediate').run());
    },
    commit: () => {
      explained(() => prepare('commit').run());
      if (wrote) onCommit();
    },
    // A full disk makes SQLite roll back by itself.
    rollback: () => {
      if (sqlite.inTransaction) explained(() => prepare('rollback').run());
    },
    executeQuery: async <R>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) =>
      explained((): QueryResult<R> => {
        const statement = prepare(sql);
        if (statement.reader) {
          const rows = statement.all(...parameters) as R[];
          if (!statement.readonly && rows.length > 0) written();
          return { rows };
        }
        const { changes } = statement.run(...parameters);
        if (changes > 0) written();
        return { rows: [], numAffectedRows: BigInt(changes) };
      }),
    streamQuery: () => {
      throw new Error('This connection does not stream');
    },
  };
}
