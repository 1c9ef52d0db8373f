/** A collection as a module declares it; the names are those of the program's JSON. */
export interface Collection {
  readonly vectorSize: number;
  readonly distance: "Cosine" | "Dot" | "Euclid" | "Manhattan";
  readonly onDisk: boolean;
  readonly shards: number;
  readonly replicas: number;
  /** Type of each payload field that searches filter by. */
  readonly payloadIndexes: Readonly<Record<string, IndexType>>;
  readonly strict: boolean;
}

export type IndexType = "keyword" | "integer" | "float" | "bool" | "geo" | "datetime" | "text" | "uuid";

/** Collections by their full name, such as `planning__documents`. */
export type Collections = Readonly<Record<string, Collection>>;
