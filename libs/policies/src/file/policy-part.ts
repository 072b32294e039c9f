import type { FileDefects } from './file-defects.js';
import type { BlockDocument, PartDocument, PolicyDocument } from './policy-document.js';

type Sourced = Pick<PartDocument, 'confidence' | 'sources'>;

/** A figure keeps what it says of itself and takes the rest from its own file, not from the policy it completes. */
function ofPart<Figure extends Partial<Sourced>>(figure: Figure, { confidence, sources }: Sourced): Figure {
  return { ...figure, confidence: figure.confidence ?? confidence, sources: figure.sources ?? sources };
}

function blockOfPart(block: BlockDocument, part: Sourced): BlockDocument {
  return { ...block, indicators: block.indicators.map((indicator) => ofPart(indicator, part)) };
}

export interface ReadPart {
  document: PartDocument;
  /** The plain values of its file. */
  written: unknown;
}

/** What was written in the parts that a policy names, for its hash. */
export function writtenParts({ parts }: PolicyDocument, known: ReadonlyMap<string, ReadPart>): unknown[] {
  return parts.flatMap((id) => known.get(id)?.written ?? []);
}

/** The policy completed by the parts it names. A part that is not there, or is part of something else, is a defect. */
export function withParts(
  document: PolicyDocument,
  known: ReadonlyMap<string, ReadPart>,
  defects: FileDefects,
): PolicyDocument {
  const parts = document.parts.flatMap((id, index) => {
    const part = known.get(id)?.document;
    if (part?.partOf === document.id) return [part];
    defects.add(`/parts/${index}`, 'SHAPE', `${id} is no part of ${document.id}`);
    return [];
  });
  if (parts.length === 0) return document;
  const { score } = document;
  const blocks = parts.flatMap((part) => part.blocks.map((block) => blockOfPart(block, part)));
  return {
    ...document,
    gates: [...document.gates, ...parts.flatMap((part) => part.gates.map((gate) => ofPart(gate, part)))],
    ...(score && { score: { ...score, blocks: [...score.blocks, ...blocks] } }),
  };
}
