import type { CatalogueEntry, PriceRow, TakeRequest } from '@fantascope/models';
import type { Estimate } from './plan.ts';
import { ratioOf } from './size.ts';

/** What a request will cost by the entry's dated price rows; null where none of them speaks of such a request. Rows that disagree give the range. */
export function priceOf(entry: CatalogueEntry, request: TakeRequest): Estimate | null {
  const matching = entry.prices.filter((row) => fits(row, request));
  if (matching.length === 0) return null;
  const amounts = matching.map((row) => ({ row, usd: row.usd * unitsOf(row, { entry, request }) }));
  // A row that counts what the request does not say gives no figure.
  const known = amounts.filter(({ usd }) => Number.isFinite(usd));
  if (known.length === 0) return null;
  const low = Math.min(...known.map(({ usd }) => usd));
  const high = Math.max(...known.map(({ usd }) => usd));
  const source = [...new Set(known.map(({ row }) => (row.isTheirs === true ? `${row.source} (yours)` : row.source)))].join('; ');
  const asOf = known.map(({ row }) => row.asOf).sort()[0] as string;
  return { low: cents(low), high: cents(high), source, asOf };
}

function fits({ when }: PriceRow, request: TakeRequest): boolean {
  const hasVideoInput = request.referenceVideos !== undefined || request.baseVideo !== undefined || request.control !== undefined;
  return (
    (when.resolution === undefined || when.resolution === request.resolution) &&
    (when.hasAudio === undefined || when.hasAudio === (request.hasAudio ?? false)) &&
    (when.hasVideoInput === undefined || when.hasVideoInput === hasVideoInput)
  );
}

function unitsOf({ per }: PriceRow, { entry, request }: Readonly<{ entry: CatalogueEntry; request: TakeRequest }>): number {
  const fps = request.fps ?? entry.fps[0] ?? 24;
  const sec = request.lengthSec ?? (request.frames === undefined ? onlyLengthSec(entry) : request.frames / fps);
  const heightPx = request.heightPx ?? entry.heightsPx[request.resolution ?? ''] ?? Number.NaN;
  const aspect = request.aspect === undefined ? 16 / 9 : ratioOf(request.aspect);
  // Resolutions are named by their short side.
  const pixels = request.widthPx === undefined ? heightPx ** 2 * Math.max(aspect, 1 / aspect) : request.widthPx * heightPx;
  switch (per) {
    case 'second':
      return sec;
    case 'video':
      return 1;
    case 'image':
      return request.count ?? 1;
    // Tokens as ByteDance counts them: width × height × fps × seconds / 1024 (G).
    case 'thousand-tokens':
      return (pixels * fps * sec) / 1024 / 1000;
    case 'megapixel':
      return pixels / 1e6;
    default:
      return per satisfies never;
  }
}

function cents(usd: number): number {
  return Number(usd.toFixed(4));
}

/** The length of a model that makes but one. */
function onlyLengthSec({ lengths }: CatalogueEntry): number {
  return lengths !== undefined && 'choicesSec' in lengths && lengths.choicesSec.length === 1
    ? (lengths.choicesSec[0] ?? Number.NaN)
    : Number.NaN;
}
