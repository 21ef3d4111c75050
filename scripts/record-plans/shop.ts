/** A small shop: enough rows for every kind of node, few enough to fill in a second. */
export const SHOP = `
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, city text NOT NULL, notes text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, total numeric NOT NULL, placed_at date NOT NULL);
CREATE TABLE lines (order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, position int NOT NULL, product text NOT NULL, quantity int NOT NULL, PRIMARY KEY (order_id, position));
CREATE TABLE events (id int NOT NULL, happened_at date NOT NULL, kind text NOT NULL) PARTITION BY RANGE (happened_at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE documents (id int PRIMARY KEY, body text NOT NULL);
CREATE TABLE "Odd ""Names""" (id int PRIMARY KEY, parent int);
INSERT INTO customers SELECT n, 'c' || n || '@example.com', (ARRAY['Oslo', 'Bern', 'Rome'])[n % 3 + 1], repeat(md5(n::text), 8) FROM generate_series(1, 4000) n;
INSERT INTO orders SELECT n, (n * 7919) % 4000 + 1, (ARRAY['open', 'paid', 'sent'])[n % 3 + 1], n % 500, date '2024-01-01' + n % 700 FROM generate_series(1, 20000) n;
INSERT INTO lines SELECT n / 2 + 1, n % 2, 'p' || n % 97, n % 9 FROM generate_series(1, 30000) n;
INSERT INTO events SELECT n, date '2024-01-01' + n % 700, 'k' || n % 5 FROM generate_series(1, 6000) n;
INSERT INTO "Odd ""Names""" SELECT n, n / 2 FROM generate_series(1, 100) n;
INSERT INTO documents SELECT n, (SELECT string_agg(md5((n * 1000 + k)::text), '') FROM generate_series(1, 400) k) FROM generate_series(1, 20) n;
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_status_idx ON orders (status);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE INDEX lines_product_idx ON lines (product);
CREATE INDEX events_2024_id ON events_2024 (id);
SET max_parallel_workers_per_gather = 0;
SET jit = off;
`;
