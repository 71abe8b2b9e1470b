# pincite in a container:
#   docker build -t pincite .
#   docker run --rm --network none -v "$PWD:/package:ro" pincite validate
# Nothing is fetched, so the network can be off. It is written by the documents of Docker and linted;
# no daemon was at hand to build it.
FROM python:3.13 AS build
COPY validate /src
RUN python -m venv /opt/pincite && /opt/pincite/bin/pip install --no-cache-dir '/src[release]'

FROM python:3.13-slim
COPY --from=build /opt/pincite /opt/pincite
ENV PATH=/opt/pincite/bin:$PATH PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
USER 1000:1000
WORKDIR /package
ENTRYPOINT ["pincite"]
CMD ["validate"]
