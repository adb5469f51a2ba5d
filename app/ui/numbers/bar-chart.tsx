import { AxisBottom, AxisLeft, AxisRight } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { Group } from '@visx/group';
import { PatternLines } from '@visx/pattern';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { directionOf, type Locale } from '@/lib/i18n/locales.ts';

export interface ChartBar {
  readonly id: string;
  /** Under the axis; bars without one stand between their neighbours' labels. */
  readonly tick: string | null;
  /** Drawn upwards, filled. */
  readonly up: number;
  /** Drawn downwards, hatched. */
  readonly down: number;
}

interface BarChartProps {
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly description: string;
  readonly bars: readonly ChartBar[];
  readonly locale: Locale;
  readonly formatValue: (value: number) => string;
}

// Drawn for a phone of 360 pixels; a wider column shows it larger.
const WIDTH = 340;
const HEIGHT = 190;
const MARGIN = { top: 8, bottom: 22, values: 38, other: 6 };
const INNER = { width: WIDTH - MARGIN.values - MARGIN.other, height: HEIGHT - MARGIN.top - MARGIN.bottom };

/** Bars over time. Filled and hatched, up and down: it is read without colours, and its table stands behind it. */
export function BarChart({ bars, description, formatValue, id, locale, title }: BarChartProps) {
  const isFromRight = directionOf(locale) === 'rtl';
  // Time runs as the language is read.
  const x = scaleBand({
    domain: bars.map((bar) => bar.id),
    range: isFromRight ? [INNER.width, 0] : [0, INNER.width],
    paddingInner: 0.25,
  });
  const y = scaleLinear({ domain: reach(bars), range: [INNER.height, 0], nice: 4 });
  const ticks = y.ticks(4).filter(Number.isInteger);
  const ValueAxis = isFromRight ? AxisRight : AxisLeft;
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <PatternLines id={`${id}-hatch`} width={4} height={4} stroke="currentColor" orientation={['diagonal']} />
      <Group left={isFromRight ? MARGIN.other : MARGIN.values} top={MARGIN.top}>
        <GridRows className="grid-line" scale={y} width={INNER.width} tickValues={ticks} stroke="currentColor" />
        {bars.map(({ down, id: bar, up }) => (
          <Group key={bar} left={x(bar) ?? 0}>
            {up > 0 && <Bar className="up" fill="currentColor" width={x.bandwidth()} y={y(up)} height={y(0) - y(up)} />}
            {down > 0 && (
              <Bar
                className="down"
                fill={`url(#${id}-hatch)`}
                stroke="currentColor"
                strokeWidth={0.75}
                width={x.bandwidth()}
                y={y(0)}
                height={y(-down) - y(0)}
              />
            )}
          </Group>
        ))}
        <ValueAxis
          scale={y}
          left={isFromRight ? INNER.width : 0}
          tickValues={ticks}
          hideTicks
          hideAxisLine
          tickComponent={({ x: left, y: top, formattedValue }) => (
            <text
              x={left}
              y={top}
              dy="0.3em"
              direction="ltr"
              textAnchor={isFromRight ? 'start' : 'end'}
              fill="currentColor"
            >
              {formattedValue}
            </text>
          )}
          tickFormat={(value) => formatValue(Math.abs(Number(value)))}
        />
        <AxisBottom
          scale={x}
          top={INNER.height}
          stroke="currentColor"
          tickStroke="currentColor"
          tickLength={4}
          tickValues={bars.filter(({ tick }) => tick !== null).map((bar) => bar.id)}
          tickFormat={(bar) => bars.find((known) => known.id === bar)?.tick ?? ''}
          tickComponent={({ x: left, y: top, formattedValue }) => (
            <text x={left} y={top} dy="0.2em" textAnchor="middle" fill="currentColor">
              {formattedValue}
            </text>
          )}
        />
      </Group>
    </svg>
  );
}

/** From the deepest to the highest bar; an empty chart keeps some height. */
function reach(bars: readonly ChartBar[]): [number, number] {
  return [Math.min(0, ...bars.map(({ down }) => -down)), Math.max(4, ...bars.map(({ up }) => up))];
}
