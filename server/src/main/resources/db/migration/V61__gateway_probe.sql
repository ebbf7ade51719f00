CREATE TABLE gateway_probe (
  upstream TEXT NOT NULL,
  model TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL,
  can TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  probed_at BIGINT NOT NULL,
  retry_at BIGINT,
  PRIMARY KEY (upstream, model)
);
