import { countOf, type Report, unread } from "./report";

export interface Message {
  readonly subject: string;
  /** By protocol, as SNS takes it with the structure `json`. */
  readonly text: string;
}

/**
 * Numbers and the place of the report: what is in it only auditors may read. A chat shows nothing but what it knows the
 * form of. https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function messageOf(report: Report, place: string, runbook: string): Message {
  const { environment, sections } = report;
  const subject = `Audit report of ${environment}: ${countOf(report)} points`;
  const lines = [
    ...sections.filter(({ items }) => items.length > 0).map(({ title, items }) => `${items.length} ${title}`),
    ...unread(report).map(({ title }) => `${title}: could not be read`),
  ];
  const description = [...(lines.length === 0 ? ["Nothing to tell."] : lines), "", place, runbook].join("\n");
  return {
    subject,
    text: JSON.stringify({
      default: `${subject}\n\n${description}\n`,
      https: JSON.stringify({
        version: "1.0",
        source: "custom",
        content: { textType: "client-markdown", title: subject, description },
      }),
    }),
  };
}
