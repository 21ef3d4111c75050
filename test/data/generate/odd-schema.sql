-- What is allowed, and what hardly anybody does.
CREATE SCHEMA "Odd ""S"; CREATE TABLE "Odd ""S"."T'x" ("I d" int PRIMARY KEY, "sel'ect" text, """q" numeric(3,0) UNIQUE);
CREATE TABLE neg (n numeric(5,-2), bigp numeric(30,10), tiny numeric(1,1), c1 char, v1 varchar(1) UNIQUE, b1 bit UNIQUE, fl real UNIQUE);
CREATE TABLE wide (a text CHECK (length(a) = 200), b varchar(5) CHECK (b <> ''), c text CHECK (c LIKE 'AB__-%'), d text CHECK (d SIMILAR TO '[0-9]{3}'), e text CHECK (length(e) < 3));
CREATE TABLE par (k text, d date, v int) PARTITION BY RANGE (d); CREATE TABLE par_min PARTITION OF par FOR VALUES FROM (MINVALUE) TO ('2020-01-01'); CREATE TABLE par_def PARTITION OF par DEFAULT;
CREATE TABLE par2 (a int, b int) PARTITION BY RANGE (a, b); CREATE TABLE par2a PARTITION OF par2 FOR VALUES FROM (0,0) TO (100,100); CREATE TABLE par2d PARTITION OF par2 DEFAULT;
CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (extra int) INHERITS (parent);
CREATE TABLE mm (a_id int REFERENCES parent, b_id int REFERENCES parent, n int, PRIMARY KEY (a_id, b_id));
CREATE TABLE triple (a int, b int, c int, PRIMARY KEY (a, b, c));
CREATE TABLE nnd (a int UNIQUE NULLS NOT DISTINCT, b timestamptz UNIQUE, c date UNIQUE, d interval UNIQUE, e time UNIQUE, f inet UNIQUE, g jsonb UNIQUE, h int[] UNIQUE, i bytea UNIQUE);
CREATE UNLOGGED TABLE unl (id uuid PRIMARY KEY, at timestamptz DEFAULT now() CHECK (at > now() - interval '10000 days'));
CREATE TABLE listed (state char(12) NOT NULL CHECK (state = 'OK' OR state = 'FAIL' OR state IN ('idle', 'lost')));
CREATE TABLE dates (a date NOT NULL, b date NOT NULL, CHECK (b >= a), CHECK (a BETWEEN '2030-01-01' AND '2030-12-31'));
CREATE TABLE vg (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int GENERATED ALWAYS AS IDENTITY (START -5 INCREMENT -1 MINVALUE -100000));
CREATE TABLE arr (m int[][] , t text[] NOT NULL CHECK (cardinality(t) >= 1), e text[] DEFAULT '{}');
