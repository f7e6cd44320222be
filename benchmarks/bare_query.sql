-- The same cells as the scorecard's, by hand: sums and events by low, best and high, events with a
-- death, events wholly inside the year, and the sums of those that rest on one source.
-- :events, :sides, :state, :foreign and :front are given.
WITH named AS (
    SELECT event,
           bool_or(name = :state) AS state,
           bool_or(name = :foreign) AS "foreign",
           bool_or(name = :front) AS front
    FROM read_parquet(:sides)
    WHERE name IN (:state, :foreign, :front) AND role <> 'victims'
    GROUP BY event
), rows AS (
    SELECT provider_year AS year, deaths_low AS low, deaths_best AS best, deaths_high AS high,
           year("from") = provider_year AND year("to") = provider_year AS inside,
           sources = 1 AS single,
           kind = 'one_sided' AND state AND NOT "foreign" AS state_alone,
           kind = 'one_sided' AND state AND "foreign" AS joint,
           kind = 'one_sided' AND NOT state AND "foreign" AS "foreign",
           front,
           true AS everything
    FROM read_parquet(:events) LEFT JOIN named ON id = event
    WHERE provider_year BETWEEN 2016 AND 2023
)
SELECT year,
       sum(low) FILTER (state_alone), sum(best) FILTER (state_alone), sum(high) FILTER (state_alone),
       count(*) FILTER (state_alone), count(*) FILTER (state_alone AND inside),
       count(*) FILTER (state_alone AND low > 0), count(*) FILTER (state_alone AND best > 0),
       count(*) FILTER (state_alone AND high > 0), count(*) FILTER (state_alone AND best IS NULL),
       count(*) FILTER (state_alone AND single), sum(low) FILTER (state_alone AND single),
       sum(best) FILTER (state_alone AND single), sum(high) FILTER (state_alone AND single),
       sum(low) FILTER (joint), sum(best) FILTER (joint), sum(high) FILTER (joint),
       count(*) FILTER (joint), count(*) FILTER (joint AND inside),
       count(*) FILTER (joint AND low > 0), count(*) FILTER (joint AND best > 0),
       count(*) FILTER (joint AND high > 0), count(*) FILTER (joint AND best IS NULL),
       count(*) FILTER (joint AND single), sum(low) FILTER (joint AND single),
       sum(best) FILTER (joint AND single), sum(high) FILTER (joint AND single),
       sum(low) FILTER ("foreign"), sum(best) FILTER ("foreign"), sum(high) FILTER ("foreign"),
       count(*) FILTER ("foreign"), count(*) FILTER ("foreign" AND inside),
       count(*) FILTER ("foreign" AND low > 0), count(*) FILTER ("foreign" AND best > 0),
       count(*) FILTER ("foreign" AND high > 0), count(*) FILTER ("foreign" AND best IS NULL),
       count(*) FILTER ("foreign" AND single), sum(low) FILTER ("foreign" AND single),
       sum(best) FILTER ("foreign" AND single), sum(high) FILTER ("foreign" AND single),
       sum(low) FILTER (front), sum(best) FILTER (front), sum(high) FILTER (front),
       count(*) FILTER (front), count(*) FILTER (front AND inside),
       count(*) FILTER (front AND low > 0), count(*) FILTER (front AND best > 0),
       count(*) FILTER (front AND high > 0), count(*) FILTER (front AND best IS NULL),
       count(*) FILTER (front AND single), sum(low) FILTER (front AND single),
       sum(best) FILTER (front AND single), sum(high) FILTER (front AND single),
       sum(low) FILTER (everything), sum(best) FILTER (everything), sum(high) FILTER (everything),
       count(*) FILTER (everything), count(*) FILTER (everything AND inside),
       count(*) FILTER (everything AND low > 0), count(*) FILTER (everything AND best > 0),
       count(*) FILTER (everything AND high > 0), count(*) FILTER (everything AND best IS NULL),
       count(*) FILTER (everything AND single), sum(low) FILTER (everything AND single),
       sum(best) FILTER (everything AND single), sum(high) FILTER (everything AND single)
FROM rows GROUP BY year ORDER BY year
