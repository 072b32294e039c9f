import { Database } from '@gusu/database';
import { Injectable } from '@nestjs/common';

/**
 * Names that an import stored and the trigram index does not hold yet. An index entry costs more than the row it is for, so an import
 * leaves it for later; a search looks at the index and at what waits.
 */
@Injectable()
export class NameIndexRepository {
  constructor(private readonly database: Database) {}

  /** Indexes up to `limit` of the names that wait; returns how many that were. Instances at work at once take different ones. */
  async indexSome(limit: number): Promise<number> {
    const indexed = await this.database.query(
      `update enterprise set is_name_indexed = true where credit_code = any(array(
         select credit_code from enterprise where not is_name_indexed order by credit_code limit $1 for update skip locked))
       returning 1 as one`,
      [limit],
    );
    return indexed.length;
  }
}
