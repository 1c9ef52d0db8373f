import { z } from "zod";
import { ApiFault, operation, type Operations, pageOf } from "./protocol";

/** Small, so that whoever reads only the first page is found out. */
const pageSize = 4;

export const logsOperations: Operations = {
  FilterLogEvents: operation(
    {
      logGroupName: z.string().regex(/^[\w./#-]{1,512}$/),
      startTime: z.int().min(0),
      // A text in quotes is the one pattern that this double knows.
      filterPattern: z
        .string()
        .regex(/^"[^"\\]*"$/, "is not a text in double quotes")
        .optional(),
      nextToken: z.string().optional(),
    },
    (world, { logGroupName, startTime, filterPattern, nextToken }) => {
      const events = world.observed.logs.get(logGroupName);
      if (events === undefined)
        throw new ApiFault("ResourceNotFoundException", "The specified log group does not exist.");
      const text = filterPattern?.slice(1, -1) ?? "";
      const found = events.filter(({ time, message }) => time >= startTime && message.includes(text));
      const { items, next } = pageOf(found, pageSize, nextToken);
      return {
        events: items.map(({ id, stream, time, message }) => ({
          eventId: id,
          ingestionTime: time,
          logStreamName: stream,
          message,
          timestamp: time,
        })),
        nextToken: next,
        searchedLogStreams: [],
      };
    },
  ),
};
